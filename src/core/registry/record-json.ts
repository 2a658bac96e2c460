import { fail } from '../diagnostics/plexi-error.ts';
import { JsonReader } from '../json/json-reader.ts';

/** Encodes a record for a store: JSON that a person can read. */
export function encodeRecord(record: object): Uint8Array {
  return Buffer.from(`${JSON.stringify(record, null, 2)}\n`);
}

/** Parses bytes of the registry as JSON, for walking. */
export function readJson(bytes: Uint8Array, what: string): JsonReader {
  const refuse = (reason: string): never => fail('PLX5013', { what, reason });
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    fail('PLX5013', { what, reason: 'it is not JSON in UTF-8' }, { cause: error });
  }
  return new JsonReader(value, refuse);
}

/** Decodes a moment in ISO 8601, UTC, as `toISOString` writes it. */
export function decodeTime(json: JsonReader): string {
  return json.matching(isTime, 'a time');
}

function isTime(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  const time = new Date(value);
  return !Number.isNaN(time.getTime()) && time.toISOString() === value;
}

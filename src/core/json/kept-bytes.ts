import { encodeBytes } from '../../../sdk/bytes.ts';
import type { BoundaryValue, JsonValue } from '../../../sdk/runtime-interface.ts';

/** The keys of what stands for bytes, as Base64, and of what only looks like one of these two. */
const MARKS = ['$bytes', '$json'];

type Members = Readonly<Record<string, BoundaryValue>>;

/** Makes JSON of a value that is kept: in storage, in a backup. Bytes become `{ "$bytes": Base64 }`. */
export function encodeKept(value: BoundaryValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return encodeBytes(value);
  if (Array.isArray(value)) return (value as readonly BoundaryValue[]).map(encodeKept);
  const members = Object.fromEntries(Object.entries(value as Members).map(([key, member]) => [key, encodeKept(member)]));
  return readMark(value as Members) === undefined ? members : { $json: members };
}

/** Reads what `encodeKept` has made. */
export function decodeKept(json: JsonValue): BoundaryValue {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return (json as readonly JsonValue[]).map(decodeKept);
  const mark = readMark(json as Members);
  const marked = mark === undefined ? null : (json as Readonly<Record<string, JsonValue>>)[mark];
  if (mark === '$bytes' && typeof marked === 'string') return new Uint8Array(Buffer.from(marked, 'base64'));
  const isWrapped = mark === '$json' && typeof marked === 'object' && marked !== null && !Array.isArray(marked);
  const members = (isWrapped ? marked : json) as Readonly<Record<string, JsonValue>>;
  return Object.fromEntries(Object.entries(members).map(([key, member]) => [key, decodeKept(member)]));
}

function readMark(members: Members): string | undefined {
  const [first, ...others] = Object.keys(members);
  return first !== undefined && others.length === 0 && MARKS.includes(first) ? first : undefined;
}

import type { BoundaryValue } from '../../../sdk/runtime-interface.ts';

/** What a plugin has to get for a value of the host: what JSON makes of it, and its bytes. */
export function toPlainValue(value: unknown): BoundaryValue {
  return convert(value) ?? null;
}

// `undefined` for what JSON leaves out.
function convert(given: unknown): BoundaryValue | undefined {
  if (given instanceof Uint8Array) return Uint8Array.from(given);
  const value = readJson(given);
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value + 0 : null;
    case 'object':
      if (value === null) return null;
      return Array.isArray(value) ? Array.from(value as readonly unknown[], (part) => convert(part) ?? null) : convertRecord(value);
    default:
      return undefined;
  }
}

function readJson(value: unknown): unknown {
  const toJson = typeof value === 'object' && value !== null ? (value as { readonly toJSON?: unknown }).toJSON : undefined;
  const json = typeof toJson === 'function' ? (Reflect.apply(toJson, value, []) as unknown) : value;
  return json instanceof String ? json.toString() : json;
}

function convertRecord(value: object): BoundaryValue {
  const record: Record<string, BoundaryValue> = {};
  for (const key of Object.keys(value)) {
    const part = convert((value as Readonly<Record<string, unknown>>)[key]);
    if (part !== undefined) Object.defineProperty(record, key, { value: part, enumerable: true, writable: true, configurable: true });
  }
  return record;
}

import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { isObject, propertiesOf } from '../../core/manifest/json-object.ts';
import type { JsonObject } from '../../core/manifest/schema.ts';

/** Texts of an address, by name. */
export type Texts = Readonly<Record<string, readonly string[]>>;

/**
 * Reads texts of an address as what a schema expects there: `3` as a number, `true` as true, and a name that is there
 * several times as a list. What cannot be read so stays as it is, for the schema to refuse.
 */
export function coerceTexts(schema: JsonObject | undefined, texts: Texts): Readonly<Record<string, JsonValue>> {
  const properties = schema === undefined ? {} : propertiesOf(schema);
  return Object.fromEntries(Object.entries(texts).map(([name, values]) => [name, coerce(Object.hasOwn(properties, name) ? properties[name] : undefined, values)]));
}

function coerce(schema: JsonObject | undefined, values: readonly string[]): JsonValue {
  const items = schema?.['items'];
  if (schema?.['type'] === 'array') return values.map((value) => coerceText(isObject(items) ? items : undefined, value));
  const [only = ''] = values;
  return values.length === 1 ? coerceText(schema, only) : values;
}

const NUMBER = /^-?\d{1,15}(?:\.\d{1,15})?$/;

function coerceText(schema: JsonObject | undefined, text: string): JsonValue {
  const type = schema?.['type'];
  if ((type === 'integer' || type === 'number') && NUMBER.test(text)) return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

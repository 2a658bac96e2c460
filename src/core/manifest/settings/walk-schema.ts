import { isObject } from '../json-object.ts';
import { appendPointer } from '../json-pointer.ts';
import type { JsonObject } from '../schema.ts';
import { LIST_WORDS, MAP_WORDS, SCHEMA_WORDS } from './schema-words.ts';

/** A schema inside of a schema. */
export interface Subschema {
  readonly schema: JsonObject;
  /** Where it is, as a JSON pointer from the outermost schema. */
  readonly pointer: string;
}

/** Lists a schema and every schema inside of it. */
export function walkSchema(schema: JsonObject, pointer = ''): readonly Subschema[] {
  return [{ schema, pointer }, ...listChildren({ schema, pointer }).flatMap((child) => walkSchema(child.schema, child.pointer))];
}

/** Lists the schemas that stand directly in a schema. */
export function listChildren({ schema, pointer }: Subschema): readonly Subschema[] {
  return Object.entries(schema).flatMap(([word, value]) => {
    const at = appendPointer(pointer, word);
    if (Array.isArray(value)) return LIST_WORDS.has(word) ? value.flatMap((item: unknown, index) => toSubschema(item, appendPointer(at, index))) : [];
    if (SCHEMA_WORDS.has(word)) return toSubschema(value, at);
    if (!MAP_WORDS.has(word) || !isObject(value)) return [];
    return Object.entries(value).flatMap(([name, item]) => toSubschema(item, appendPointer(at, name)));
  });
}

function toSubschema(value: unknown, pointer: string): readonly Subschema[] {
  return isObject(value) ? [{ schema: value, pointer }] : [];
}

/** The type of a value, in the words of JSON Schema. */
export type JsonType = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

/** The type of a JSON value. */
export function jsonTypeOf(value: unknown): JsonType {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  return type === 'boolean' || type === 'number' || type === 'string' ? type : 'object';
}

const WORDS: Readonly<Record<string, string>> = {
  null: 'nothing',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  string: 'text',
  array: 'a list',
  object: 'an object',
};

/** A type in the author's words. */
export function describeType(type: string): string {
  return WORDS[type] ?? type;
}

/** A value in the author's words: its type, and what it is where that is short. */
export function describeValue(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? 'text' : describeType(jsonTypeOf(value));
}

/** A text as it may stand in a message: cut where it is long. */
export function cutText(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

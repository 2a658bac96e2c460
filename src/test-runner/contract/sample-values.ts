import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { isObject } from '../../core/manifest/json-object.ts';
import type { JsonObject } from '../../core/manifest/schema.ts';
import { samplePattern } from './sample-pattern.ts';

const MOST = 24;
const DEEPEST = 4;
const LONGEST_TEXT = 4_000;
const LARGEST_INTEGER = 2_147_483_647;

/** Values of every type: whatever a schema is, most of them do not fit it. */
export const STRAY_VALUES: readonly JsonValue[] = ['', 'wrong', -1, 0.5, true, null, [], {}];

/**
 * Makes values that a JSON Schema seems to allow: its examples and choices, and the edges of its limits. There may be
 * none, for example for a pattern with alternatives.
 */
export function sampleValues(schema: JsonObject, depth = 0): readonly JsonValue[] {
  if (depth > DEEPEST) return [];
  const branches = [...listSchemas(schema['anyOf']), ...listSchemas(schema['oneOf'])];
  if (branches.length > 0) return unique(branches.flatMap((branch) => sampleValues(branch, depth + 1)));
  if (schema['const'] !== undefined) return [schema['const'] as JsonValue];
  if (Array.isArray(schema['enum'])) return (schema['enum'] as readonly JsonValue[]).slice(0, MOST);
  const types = Array.isArray(schema['type']) ? (schema['type'] as readonly JsonValue[]) : [schema['type']];
  return unique([...listGiven(schema), ...types.flatMap((type) => sampleType(type, schema, depth))]);
}

/** The objects among the samples of a schema: what actions, recipients and settings are given as. */
export function sampleParameters(schema: JsonObject): readonly Parameters[] {
  return sampleValues(schema).filter((value): value is Parameters => isObject(value));
}

/** JSON by name. */
export type Parameters = Readonly<Record<string, JsonValue>>;

function listGiven({ examples, default: chosen }: JsonObject): readonly JsonValue[] {
  return [...(Array.isArray(examples) ? (examples as readonly JsonValue[]) : []), ...(chosen === undefined ? [] : [chosen as JsonValue])];
}

function sampleType(type: unknown, schema: JsonObject, depth: number): readonly JsonValue[] {
  switch (type) {
    case 'string':
      return sampleTexts(schema);
    case 'integer':
    case 'number':
      return sampleNumbers(schema, type);
    case 'boolean':
      return [true, false];
    case 'null':
      return [null];
    case 'array':
      return sampleLists(schema, depth);
    case 'object':
      return sampleObjects(schema, depth);
    default:
      return type === undefined && isObject(schema['properties']) ? sampleObjects(schema, depth) : [];
  }
}

const FORMATS: Readonly<Record<string, string>> = {
  date: '2026-02-28',
  'date-time': '2026-02-28T12:00:00Z',
  time: '12:00:00Z',
  email: 'alice@example.com',
  uri: 'https://example.com/path?query=1',
  uuid: '00000000-0000-4000-8000-000000000000',
};

function sampleTexts(schema: JsonObject): readonly JsonValue[] {
  const format = FORMATS[String(schema['format'])];
  if (format !== undefined) return [format];
  if (typeof schema['pattern'] === 'string') {
    const text = samplePattern(schema['pattern']);
    return text === undefined ? [] : [text];
  }
  const least = readNumber(schema['minLength']) ?? 0;
  const most = Math.min(readNumber(schema['maxLength']) ?? LONGEST_TEXT, LONGEST_TEXT);
  const ordinary = ['Oslo', 'one two  three', '👩‍👩‍👧 שלום <b>"\'', '__proto__'];
  return [...ordinary, 'x'.repeat(Math.max(1, least)), 'x'.repeat(least), 'x'.repeat(most)].filter(({ length }) => length >= least && length <= most);
}

function sampleNumbers(schema: JsonObject, type: 'integer' | 'number'): readonly JsonValue[] {
  const step = readNumber(schema['multipleOf']) ?? (type === 'integer' ? 1 : 0.5);
  const below = readNumber(schema['exclusiveMinimum']);
  const above = readNumber(schema['exclusiveMaximum']);
  const least = readNumber(schema['minimum']) ?? (below === undefined ? -LARGEST_INTEGER : below + step);
  const most = readNumber(schema['maximum']) ?? (above === undefined ? LARGEST_INTEGER : above - step);
  return [0, step, least, most].map((value) => Math.min(most, Math.max(least, value)));
}

function sampleLists(schema: JsonObject, depth: number): readonly JsonValue[] {
  const items = isObject(schema['items']) ? sampleValues(schema['items'], depth + 1) : [];
  const least = readNumber(schema['minItems']) ?? 0;
  const first = items[0];
  const enough = first === undefined ? [] : Array.from({ length: Math.max(1, least) }, (_, at) => items[at] ?? first);
  return [...(enough.length > 0 ? [enough] : []), ...(least === 0 ? [[]] : [])];
}

// First what is required and nothing else, then everything, then each value of each property.
function sampleObjects(schema: JsonObject, depth: number): readonly JsonValue[] {
  const required = Array.isArray(schema['required']) ? (schema['required'] as readonly JsonValue[]) : [];
  const properties = isObject(schema['properties']) ? Object.entries(schema['properties']) : [];
  const samples = properties.map(([name, property]) => [name, isObject(property) ? sampleValues(property, depth + 1) : []] as const);
  const first = samples.flatMap(([name, [value]]) => (value === undefined ? [] : [[name, value] as const]));
  const least = Object.fromEntries(first.filter(([name]) => required.includes(name)));
  const whole = Object.fromEntries(first);
  return [least, whole, ...samples.flatMap(([name, values]) => values.slice(1).map((value) => ({ ...whole, [name]: value })))];
}

function listSchemas(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly unknown[]).filter(isObject) : [];
}

function readNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function unique(values: readonly JsonValue[]): readonly JsonValue[] {
  const byText = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...byText.values()].slice(0, MOST);
}

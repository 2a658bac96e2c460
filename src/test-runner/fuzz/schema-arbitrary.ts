import fc from 'fast-check';
import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { isObject, propertiesOf } from '../../core/manifest/json-object.ts';
import type { JsonObject } from '../../core/manifest/schema.ts';

type Values = fc.Arbitrary<JsonValue>;

const LONGEST_TEXT = 4_000;
const LONGEST_LIST = 20;

// Names that every object has, patterns, markup, joined emoji, right-to-left text with its marks, and characters that are
// invisible or of two units. Halves of characters are not among them: nothing lets them in.
const HOSTILE_TEXTS = ['', ' ', '__proto__', 'constructor', 'toString', '.*+?^${}()|[]\\', '<script>alert(1)</script>', '../../etc/passwd', 'null', 'NaN', '-0', '1e309', '0x10', '"\'`', '\u0000', '\uFFFD', '👩‍👩‍👧‍👦', 'e\u0301', '\u202Eabc\u202C', '﷽', '\u200B', '\u2028', '%s%n', '{{7*7}}', '; rm -rf /'];

/** Texts of people and of those who look for holes. */
export function anyText(min = 0, max = LONGEST_TEXT): fc.Arbitrary<string> {
  const most = Math.min(max, LONGEST_TEXT);
  const hostile = HOSTILE_TEXTS.filter(({ length }) => length >= min && length <= most);
  const free = fc.string({ unit: 'grapheme', minLength: min, maxLength: most, size: 'small' }).filter(({ length }) => length >= min && length <= most);
  const long = fc.constantFrom('x', '😀', 'word ', '\n').map((piece) => piece.repeat(Math.floor(most / piece.length)).slice(0, most)).filter(({ length }) => length >= min);
  return fc.oneof({ arbitrary: free, weight: 4 }, { arbitrary: long, weight: 1 }, ...(hostile.length > 0 ? [{ arbitrary: fc.constantFrom(...hostile), weight: 4 }] : []));
}

/** Values that a JSON Schema seems to allow. What it says beyond the usual words, whoever uses them has to check. */
export function createArbitrary(schema: JsonObject): Values {
  if (schema['const'] !== undefined) return fc.constant(schema['const'] as JsonValue);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as readonly JsonValue[]));
  const alternatives = [schema['oneOf'], schema['anyOf']].flat().filter(isObject);
  if (alternatives.length > 0) return fc.oneof(...alternatives.map(createArbitrary));
  const types = [schema['type'] ?? (isObject(schema['properties']) ? 'object' : [])].flat();
  const ofTypes = types.map((type) => createTyped(type, schema));
  return ofTypes.length === 0 ? anyJson() : fc.oneof(...ofTypes);
}

function createTyped(type: unknown, schema: JsonObject): Values {
  switch (type) {
    case 'object':
      return createObject(schema);
    case 'array':
      return fc.array(isObject(schema['items']) ? createArbitrary(schema['items']) : anyJson(), { minLength: toNumber(schema['minItems']) ?? 0, maxLength: Math.min(toNumber(schema['maxItems']) ?? LONGEST_LIST, LONGEST_LIST) });
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return createInteger(schema);
    case 'number':
      return fc.oneof(createInteger(schema), fc.double({ noNaN: true, noDefaultInfinity: true, min: toNumber(schema['minimum']) ?? -1e15, max: toNumber(schema['maximum']) ?? 1e15 }));
    case 'null':
      return fc.constant(null);
    default:
      return createText(schema);
  }
}

function createObject(schema: JsonObject): Values {
  const properties = Object.fromEntries(Object.entries(propertiesOf(schema)).map(([name, property]) => [name, createArbitrary(property)]));
  const required = [schema['required'] ?? []].flat().filter((name): name is string => typeof name === 'string' && Object.hasOwn(properties, name));
  const { additionalProperties: rest } = schema;
  const known: Values = fc.record(properties, { requiredKeys: required });
  if (!isObject(rest)) return known;
  return fc.tuple(known, fc.dictionary(anyText(1, 30).filter((name) => name !== '__proto__'), createArbitrary(rest), { maxKeys: 5 })).map(([mine, others]) => ({ ...others, ...(mine as object) }));
}

function createInteger({ minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf }: JsonObject): Values {
  const step = toNumber(multipleOf) ?? 1;
  const least = Math.max(toNumber(minimum) ?? -(2 ** 53 - 1), (toNumber(exclusiveMinimum) ?? -Infinity) + 1);
  const most = Math.min(toNumber(maximum) ?? 2 ** 53 - 1, (toNumber(exclusiveMaximum) ?? Infinity) - 1);
  return fc.integer({ min: Math.ceil(least / step), max: Math.max(Math.ceil(least / step), Math.floor(most / step)) }).map((count) => count * step);
}

function createText({ minLength, maxLength, pattern, format }: JsonObject): Values {
  if (format === 'email') return fc.emailAddress();
  if (format === 'uri' || format === 'url') return fc.webUrl();
  if (format === 'uuid') return fc.uuid();
  if (format === 'date' || format === 'date-time') return fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((date) => (format === 'date' ? date.toISOString().slice(0, 10) : date.toISOString()));
  const found = typeof pattern === 'string' ? tryPattern(pattern) : undefined;
  return found ?? anyText(toNumber(minLength), toNumber(maxLength));
}

function tryPattern(pattern: string): Values | undefined {
  try {
    return fc.stringMatching(new RegExp(pattern, 'u'));
  } catch {
    // Patterns of schemas may use what cannot be generated; what does not fit is refused before the plugin sees it.
    return undefined;
  }
}

function anyJson(): Values {
  return fc.jsonValue({ maxDepth: 2 }) as Values;
}

function toNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

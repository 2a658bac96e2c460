import type { JsonValue } from '../../../../sdk/runtime-interface.ts';
import { isObject, propertiesOf } from '../../../core/manifest/json-object.ts';
import type { JsonObject } from '../../../core/manifest/schema.ts';

const WORDS = 'Oslo';

/** A value that a schema seems to allow, as somebody might give it on an ordinary day: defaults and examples come first. */
export function sampleValue(schema: JsonObject): JsonValue {
  const given = findGiven(schema);
  if (given !== undefined) return given;
  const [type] = [schema['type'] ?? guessType(schema)].flat();
  const alternative = [schema['oneOf'], schema['anyOf'], schema['allOf']].flat().find(isObject);
  if (type === undefined && alternative !== undefined) return sampleValue(alternative);
  switch (type) {
    case 'object':
      return Object.fromEntries(Object.entries(propertiesOf(schema)).map(([name, property]) => [name, sampleValue(property)]));
    case 'array':
      return sampleItems(schema);
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return sampleNumber(schema);
    case 'null':
      return null;
    default:
      return sampleText(schema);
  }
}

function findGiven({ const: only, default: usual, examples, enum: allowed }: JsonObject): JsonValue | undefined {
  const lists = [examples, allowed].flatMap((list) => (Array.isArray(list) ? (list as readonly JsonValue[]) : []));
  return [only, usual, ...lists].find((value): value is JsonValue => value !== undefined);
}

function guessType(schema: JsonObject): string | undefined {
  if (isObject(schema['properties'])) return 'object';
  return schema['items'] === undefined ? undefined : 'array';
}

function sampleItems({ items, minItems }: JsonObject): JsonValue {
  const count = typeof minItems === 'number' ? minItems : 1;
  return isObject(items) ? Array.from({ length: count }, () => sampleValue(items)) : [];
}

function sampleNumber({ minimum, maximum, exclusiveMinimum, multipleOf }: JsonObject): number {
  const step = typeof multipleOf === 'number' ? multipleOf : 1;
  const above = typeof exclusiveMinimum === 'number' ? exclusiveMinimum + step : undefined;
  const least = typeof minimum === 'number' ? minimum : above;
  if (least !== undefined) return Math.ceil(least / step) * step;
  return typeof maximum === 'number' ? Math.min(step, maximum) : step;
}

function sampleText({ minLength, maxLength, format }: JsonObject): string {
  const known = FORMATS[String(format)];
  if (known !== undefined) return known;
  const least = typeof minLength === 'number' ? minLength : 0;
  const most = typeof maxLength === 'number' ? maxLength : Infinity;
  return WORDS.padEnd(least, 'o').slice(0, most);
}

const FORMATS: Readonly<Record<string, string>> = {
  date: '2026-01-01',
  'date-time': '2026-01-01T12:00:00Z',
  time: '12:00:00Z',
  email: 'alice@example.com',
  uri: 'https://example.com/',
  url: 'https://example.com/',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uuid: '123e4567-e89b-42d3-a456-426614174000',
};

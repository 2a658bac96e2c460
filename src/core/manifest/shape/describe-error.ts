import type { Diagnostic, SourceLocation } from '../../diagnostics/diagnostic.ts';
import { findSimilar } from '../../diagnostics/find-similar.ts';
import { createDiagnostic } from '../../diagnostics/plexi-error.ts';
import { formatPointer } from '../json-pointer.ts';
import { isObject } from '../json-object.ts';
import { cutText, describeType, describeValue } from '../json-type.ts';
import { FOREIGN_KEYS, FOREIGN_KINDS } from './other-guides.ts';
import { listTypes } from './select-errors.ts';
import { suggestCorrection, suggestModule } from './suggest-correction.ts';
import type { SchemaError } from './validate-manifest.generated.js';

type Schema = Readonly<Record<string, unknown>>;

/** Puts one way in which a value breaks the schema into words. */
export function describeError(error: SchemaError, location: SourceLocation, isYaml: boolean): Diagnostic {
  const path = formatPointer(error.instancePath);
  switch (error.keyword) {
    case 'required':
      return describeMissing(error, path, location);
    case 'additionalProperties':
      return describeUnknown(error, path, location);
    case 'type':
    case 'anyOf':
      return describeWrongType(error, path, location, isYaml);
    case 'enum':
      return describeChoice(error, path, location);
    case 'pattern':
      return describeForm(error, path, location);
    default:
      return createDiagnostic('PLX1109', { path, expected: describeLimit(error), suggestion: describeRange(error.parentSchema) ?? describeSchema(error.parentSchema) }, location);
  }
}

// What a number is for is said by its name; what it may be is not.
function describeRange({ type, minimum, maximum }: Schema): string | undefined {
  if (typeof minimum !== 'number' || typeof maximum !== 'number') return undefined;
  return `write a ${type === 'integer' ? 'whole number' : 'number'} from ${minimum} to ${maximum}`;
}

function describeMissing({ params, parentSchema }: SchemaError, path: string, location: SourceLocation): Diagnostic {
  const key = String(params['missingProperty']);
  const schema = propertiesOf(parentSchema)[key];
  const example = schema?.['examples'];
  const value = Array.isArray(example) ? JSON.stringify(example[0]) : undefined;
  const suggestion = value === undefined ? `add it: ${describeSchema(schema ?? {})}` : `add it, for example "${key}": ${value}`;
  return createDiagnostic('PLX1106', { place: describePlace(path), key, suggestion }, location);
}

function describeUnknown({ params, parentSchema, data }: SchemaError, path: string, location: SourceLocation): Diagnostic {
  const key = String(params['additionalProperty']);
  const known = Object.keys(propertiesOf(parentSchema));
  const unused = known.filter((name) => !isObject(data) || !Object.hasOwn(data, name));
  return createDiagnostic('PLX1107', { place: describePlace(path), key: cutText(key), suggestion: advise(key, path, known, unused) }, location);
}

function advise(key: string, path: string, known: readonly string[], unused: readonly string[]): string {
  const foreign = path === '' && Object.hasOwn(FOREIGN_KEYS, key) ? FOREIGN_KEYS[key] : undefined;
  if (foreign !== undefined) return foreign;
  const similar = findSimilar(key, unused);
  if (similar !== undefined) return `did you mean "${similar}"?`;
  return known.length <= 6 ? `remove it; known here: ${known.join(', ')}` : 'remove it; plugin.schema.json has every key there is';
}

function describeWrongType(error: SchemaError, path: string, location: SourceLocation, isYaml: boolean): Diagnostic {
  const { parentSchema, data } = error;
  const types = [...listTypes(error.keyword === 'anyOf' ? { anyOf: error.schema } : parentSchema)];
  const whole = parentSchema['type'] === 'integer' ? ['integer'] : types;
  const expected = whole.map(describeType).join(' or ');
  const suggestion = suggestValue(data, types, isYaml) ?? describeSchema(parentSchema);
  return createDiagnostic('PLX1108', { path, expected, found: describeValue(data), suggestion }, location);
}

function suggestValue(data: unknown, types: readonly string[], isYaml: boolean): string | undefined {
  const isScalar = typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean';
  if (!isScalar) return undefined;
  if (types.includes('string')) return `put it in quotes: ${JSON.stringify(String(data))}`;
  if (types.includes('array') && typeof data === 'string') return `make it a list: [${JSON.stringify(cutText(data))}]`;
  const text = String(data).trim().toLowerCase();
  if (types.includes('boolean') && /^(?:true|yes|on|1)$/.test(text)) return isYaml ? 'write true' : 'write true, without quotes';
  if (types.includes('boolean') && /^(?:false|no|off|0)$/.test(text)) return isYaml ? 'write false' : 'write false, without quotes';
  if (types.includes('number') && /^\d{1,6}$/.test(text)) return `write ${text}, without quotes`;
  return undefined;
}

function describeChoice({ params, data, instancePath }: SchemaError, path: string, location: SourceLocation): Diagnostic {
  const allowed = (params['allowedValues'] as readonly unknown[]).map(String);
  const found = String(data);
  const foreign = /^\/type\b/.test(instancePath) && Object.hasOwn(FOREIGN_KINDS, found) ? FOREIGN_KINDS[found] : undefined;
  const similar = findSimilar(found, allowed);
  const question = similar === undefined ? `choose one of ${allowed.join(', ')}` : `did you mean "${similar}"?`;
  const suggestion = foreign === undefined ? question : `it is called "${foreign}" here`;
  return createDiagnostic('PLX1110', { path, found: cutText(found), suggestion }, location);
}

function describeForm({ parentSchema, data, instancePath, schema }: SchemaError, path: string, location: SourceLocation): Diagnostic {
  const text = String(data);
  const found = cutText(text);
  const isEntry = /^\/entry_points?(?:\/|$)/.test(instancePath);
  const module = isEntry ? suggestModule(text) : undefined;
  if (module !== undefined) return createDiagnostic('PLX1124', { path, found, suggestion: `name a TypeScript module, such as "${module}"` }, location);
  const suggestion = suggestText(instancePath, text, String(schema)) ?? describeSchema(parentSchema);
  return createDiagnostic('PLX1109', { path, expected: `${String(parentSchema['patternErrorMessage'])}; this is "${found}"`, suggestion }, location);
}

function suggestText(pointer: string, text: string, pattern: string): string | undefined {
  // `requests>=2.25.0` is what Python calls a dependency.
  if (/^\/(?:optional_)?dependencies\//.test(pointer)) return `move packages into package.json; write plugins as "${text.replace(/\s*(?=[<>=~^!]).*/s, '')}@^1.0.0"`;
  const correction = suggestCorrection(text, pattern);
  if (correction === undefined) return undefined;
  return `write "${correction}"${pointer === '/name' ? '; the name that people see goes into "display_name"' : ''}`;
}

const UNITS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  Length: ['character', 'characters'],
  Items: ['item', 'items'],
  Properties: ['key', 'keys'],
};

// `maxLength`, `minItems`, `maximum` and their kin.
function describeLimit({ keyword, params }: SchemaError): string {
  const limit = Number(params['limit']);
  const bound = /^(?:max|exclusiveMax)/.test(keyword) ? 'at most' : 'at least';
  const unit = UNITS[keyword.replace(/^(?:min|max)/, '')];
  return unit === undefined ? `must be ${bound} ${limit}` : `must have ${bound} ${limit} ${limit === 1 ? unit[0] : unit[1]}`;
}

function propertiesOf(schema: Schema): Readonly<Record<string, Schema>> {
  return (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
}

function describePlace(path: string): string {
  return path === '' ? 'the manifest' : `"${path}"`;
}

function describeSchema({ description, examples }: Schema): string {
  const [example] = Array.isArray(examples) ? (examples as readonly unknown[]) : [];
  if (example !== undefined) return `write for example ${JSON.stringify(example)}`;
  const text = typeof description === 'string' ? description.replace(/\.$/, '').replaceAll('`', '"') : 'write another value';
  return text.charAt(0).toLowerCase() + text.slice(1);
}

import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { findSimilar } from '../diagnostics/find-similar.ts';
import { createDiagnostic } from '../diagnostics/plexi-error.ts';
import { appendPointer, formatPointer, splitPointer } from './json-pointer.ts';
import { RENAMED } from './other-dialects.ts';
import { isObject } from './json-object.ts';
import { selectErrors, type SchemaError } from './schema-errors.ts';
import type { Manifest } from './schema.ts';
import type { SourceDocument } from './source-document.ts';
import { validate } from './validate-manifest.generated.js';

/** What the schema says about a manifest. */
export interface CheckedShape {
  /** The fields whose shape is right; absent when the manifest is no object. */
  readonly sound?: Manifest;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks a manifest against its schema: one diagnostic for each mistake. */
export function checkShape(document: SourceDocument): CheckedShape {
  const { value } = document;
  if (!isObject(value)) {
    return { diagnostics: [createDiagnostic('PLX1105', { found: describeValue(value) }, document.locate(''))] };
  }
  const errors = validate(value) ? [] : selectErrors(validate.errors ?? []);
  const broken = new Set(errors.map(({ instancePath, params }) => splitPointer(instancePath)[0] ?? params['additionalProperty']));
  const sound = Object.fromEntries(Object.entries(value).filter(([field]) => !broken.has(field)));
  // The type is a promise about the fields that are there: every other one may be absent.
  return { sound: sound as unknown as Manifest, diagnostics: errors.map((error) => describe(error, document)) };
}

function describe(error: SchemaError, document: SourceDocument): Diagnostic {
  const { keyword, instancePath: pointer, data, parentSchema } = error;
  const field = formatPointer(pointer);
  const location = document.locate(pointer);
  const description = describeField(parentSchema);
  switch (keyword) {
    case 'required':
      return describeMissing(error, document);
    case 'additionalProperties':
      return describeUnknown(error, document);
    case 'anyOf':
    case 'type':
      return createDiagnostic('PLX1108', { field, expected: describeExpected(error), found: describeValue(data), description }, location);
    case 'enum':
      return describeChoice(error, location);
    default:
      return createDiagnostic('PLX1109', { field, problem: describeRule(error), description }, location);
  }
}

function describeMissing({ instancePath, params, parentSchema }: SchemaError, document: SourceDocument): Diagnostic {
  const field = String(params['missingProperty']);
  const properties = parentSchema?.['properties'] as Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
  const similar = Object.entries(RENAMED).find(([old, { field: now }]) => now === field && isObject(document.value) && Object.hasOwn(document.value, old))?.[0];
  const description = similar === undefined ? describeField(properties?.[field]) : `"${similar}" is called "${field}" here`;
  return createDiagnostic('PLX1106', { owner: nameOwner(instancePath), field, description }, document.locate(instancePath));
}

function describeUnknown({ instancePath, params, parentSchema }: SchemaError, document: SourceDocument): Diagnostic {
  const field = String(params['additionalProperty']);
  const known = Object.keys((parentSchema?.['properties'] as object | undefined) ?? {});
  const location = document.locate(appendPointer(instancePath, field), 'key');
  return createDiagnostic('PLX1107', { owner: nameOwner(instancePath), field, suggestion: suggestField(instancePath, field, known) }, location);
}

function suggestField(instancePath: string, field: string, known: readonly string[]): string {
  const renamed = instancePath === '' && Object.hasOwn(RENAMED, field) ? RENAMED[field] : undefined;
  if (renamed !== undefined) return renamed.advice;
  const similar = findSimilar(field, known);
  return similar === undefined ? `take it out, or use one of: ${known.join(', ')}` : `did you mean "${similar}"?`;
}

function describeChoice({ instancePath, data, params }: SchemaError, location: ReturnType<SourceDocument['locate']>): Diagnostic {
  const allowed = (params['allowedValues'] as readonly unknown[]).map(String);
  const value = String(data);
  const similar = findSimilar(value.replaceAll('_', '-'), allowed);
  const suggestion = similar === undefined ? `use one of: ${allowed.join(', ')}` : `did you mean "${similar}"?`;
  return createDiagnostic('PLX1110', { value, field: formatPointer(instancePath), suggestion }, location);
}

function describeRule({ keyword, params, parentSchema, data, message }: SchemaError): string {
  const limit = Number(params['limit']);
  const pattern = parentSchema?.['patternErrorMessage'];
  const rules: Readonly<Record<string, string>> = {
    maxLength: `has ${String(data).length} characters, and may have ${limit}`,
    minLength: 'must not be empty',
    maxItems: `has more than ${limit} items`,
    minItems: `must have at least ${limit === 1 ? 'one item' : `${limit} items`}`,
    maxProperties: `has more than ${limit} entries`,
    uniqueItems: 'has two equal items',
    minimum: `must be at least ${limit}`,
    maximum: `must be at most ${limit}`,
    ...(typeof pattern === 'string' && { pattern }),
  };
  return rules[keyword] ?? message ?? 'is not valid';
}

function describeExpected({ params, parentSchema }: SchemaError): string {
  const branches = parentSchema?.['anyOf'];
  const types = Array.isArray(branches)
    ? branches.map((branch: Readonly<Record<string, unknown>>) => branch['type'])
    : [params['type']];
  return [...new Set(types.map((type) => TYPE_NAMES[String(type)] ?? String(type)))].join(' or ');
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  object: 'an object',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
};

function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'a text';
  return typeof value === 'object' ? 'an object' : JSON.stringify(value);
}

function describeField(schema: Readonly<Record<string, unknown>> | undefined): string {
  const description = schema?.['description'];
  if (typeof description !== 'string') return 'see the reference of the manifest';
  const text = description.replace(/\.$/, '');
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

function nameOwner(pointer: string): string {
  return pointer === '' ? 'the manifest' : `"${formatPointer(pointer)}"`;
}

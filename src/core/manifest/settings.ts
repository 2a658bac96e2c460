import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { createDiagnostic } from '../diagnostics/plexi-error.ts';
import { compileSchema, type SettingsCheck, type SettingsError } from './compile-schema.ts';
import { appendPointer, formatPointer } from './json-pointer.ts';
import type { JsonObject } from './schema.ts';
import { isObject, propertiesOf } from './json-object.ts';
import type { SourceDocument } from './source-document.ts';

/** A settings schema and where it is written. */
export interface SettingsSource {
  readonly schema: JsonObject;
  /** The manifest, or the file that the manifest names. */
  readonly document: SourceDocument;
  /** Where the schema is in the document, as a JSON pointer. */
  readonly pointer: string;
}

/**
 * Checks a settings schema: its dialect, that it is a valid JSON Schema of an object, that its defaults pass it, and that
 * secrets are marked.
 */
export function checkSettings(source: SettingsSource): readonly Diagnostic[] {
  const dialect = checkDialect(source);
  if (dialect.length > 0) return dialect;
  const compiled = compileSchema(source.schema);
  if ('problem' in compiled) {
    return [createDiagnostic('PLX1116', { problem: compiled.problem }, source.document.locate(source.pointer + compiled.pointer))];
  }
  return [...checkDefaults(source, compiled.check), ...checkSecrets(source)];
}

const LIST_WORDS = ['required', 'min', 'max'] as const;

const REMEDIES: Readonly<Record<(typeof LIST_WORDS)[number], string>> = {
  required: 'write "required": ["NAME"] beside "properties", with the names of the required settings',
  min: 'call it "minimum", or "minLength" for a text',
  max: 'call it "maximum", or "maxLength" for a text',
};

function checkDialect({ schema, document, pointer }: SettingsSource): readonly Diagnostic[] {
  if (isFlat(schema)) {
    const problem = 'its settings stand at the top, without "type" and "properties"';
    const remedy = 'put them into { "type": "object", "properties": { … } }';
    return [createDiagnostic('PLX1118', { problem, remedy }, document.locate(pointer))];
  }
  return Object.entries(propertiesOf(schema)).flatMap(([name, property]) =>
    LIST_WORDS.filter((word) => (word === 'required' ? typeof property[word] === 'boolean' : Object.hasOwn(property, word))).map((word) => {
      const problem = word === 'required' ? `"required" of "${name}" is true or false` : `"${name}" has "${word}"`;
      return createDiagnostic('PLX1118', { problem, remedy: REMEDIES[word] }, document.locate(`${pointer}/properties/${name}/${word}`, 'key'));
    }),
  );
}

// A flat list of settings: every value is an object that describes one, and no word of JSON Schema is there.
function isFlat(schema: JsonObject): boolean {
  const values = Object.values(schema);
  return values.length > 0 && !('type' in schema && typeof schema['type'] === 'string') && !('properties' in schema) && values.every((value) => isObject(value) && 'type' in value);
}

// Against the schema that is compiled already: compiling each setting apart takes four times as long.
function checkDefaults({ schema, document, pointer }: SettingsSource, check: SettingsCheck): readonly Diagnostic[] {
  return Object.entries(propertiesOf(schema)).flatMap(([setting, property]) => {
    if (!Object.hasOwn(property, 'default')) return [];
    const place = appendPointer('', setting);
    const error = check({ [setting]: property['default'] }).find(({ instancePath }) => `${instancePath}/`.startsWith(`${place}/`));
    if (error === undefined) return [];
    const problem = describeError({ ...error, instancePath: error.instancePath.slice(place.length) });
    return [createDiagnostic('PLX1117', { setting, problem }, document.locate(`${pointer}/properties/${setting}/default`))];
  });
}

const SECRET_NAME = /(?:^|[_-])(?:api[_-]?key|token|secret|password|passphrase|credentials?|private[_-]?key)$/i;

function checkSecrets({ schema, document, pointer }: SettingsSource): readonly Diagnostic[] {
  return Object.entries(propertiesOf(schema))
    .filter(([setting, property]) => SECRET_NAME.test(setting) && property['type'] === 'string' && !Object.hasOwn(property, 'secret'))
    .map(([setting]) => createDiagnostic('PLX1119', { setting }, document.locate(`${pointer}/properties/${setting}`, 'key')));
}

/** What a settings schema says about settings. */
export interface SettingsValidator {
  /** Fills in the defaults. */
  complete<Values extends Readonly<Record<string, unknown>>>(values: Values): Values;
  /** Each thing that is wrong with settings, as a sentence. */
  check(values: unknown): readonly string[];
}

/** Makes a validator of a settings schema that was checked; without a schema every setting is fine. */
export function createSettingsValidator(schema: JsonObject | undefined): SettingsValidator {
  const compiled = schema === undefined ? undefined : compileSchema(schema);
  if (schema === undefined || compiled === undefined || 'problem' in compiled) {
    return { complete: (values) => values, check: () => (compiled === undefined ? [] : ['the settings schema is not valid']) };
  }
  const defaults = Object.entries(propertiesOf(schema)).filter(([, property]) => Object.hasOwn(property, 'default'));
  return {
    complete: (values) => ({ ...Object.fromEntries(defaults.map(([name, property]) => [name, structuredClone(property['default'])])), ...values }),
    check: (values) => compiled.check(values).map(describeError),
  };
}

function describeError({ instancePath, keyword, params, message = 'is not valid' }: SettingsError): string {
  const field = formatPointer(instancePath);
  const values = params as Readonly<Record<string, unknown>>;
  if (keyword === 'additionalProperties') return `there is no setting "${String(values['additionalProperty'])}"`;
  if (keyword === 'required') return `the setting "${String(values['missingProperty'])}" is missing`;
  if (keyword === 'enum') return `${field === '' ? '' : `"${field}" `}must be one of ${(values['allowedValues'] as readonly unknown[]).map((value) => JSON.stringify(value)).join(', ')}`;
  return `${field === '' ? '' : `"${field}" `}${message}`;
}

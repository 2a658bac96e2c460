import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { createDiagnostic } from '../../diagnostics/plexi-error.ts';
import { isObject, propertiesOf } from '../json-object.ts';
import { appendPointer, splitPointer } from '../json-pointer.ts';
import type { JsonObject } from '../schema.ts';
import { describeError } from '../shape/describe-error.ts';
import { selectErrors } from '../shape/select-errors.ts';
import { checkWords } from './check-words.ts';
import { createSchemaCompiler, hasUnknownDialect, TAKES_LONG, type CompiledSchema, type RunBounded, type SchemaCompiler } from './compile-schema.ts';
import { describeSettingError } from './describe-setting-error.ts';
import { isSecret } from './list-secrets.ts';
import { MAP_WORDS } from './schema-words.ts';
import type { SettingsSource } from './settings-source.ts';
import { walkSchema } from './walk-schema.ts';

/**
 * Checks a settings schema: that it is a valid JSON Schema of an object, in a dialect that hosts know, that its defaults
 * pass it, and that secrets are marked.
 *
 * @param run - Stops what a hostile schema makes slow.
 */
export function checkSettings(source: SettingsSource, run: RunBounded): readonly Diagnostic[] {
  const outside = checkOutside(source);
  if (outside.length > 0) return outside;
  const compiler = createSchemaCompiler(source.schema, run);
  const words = checkWords(source);
  const shape = [...words, ...checkDialect(source, words, compiler)];
  if (hasErrors(shape)) return shape;
  const compiled = compiler.compile();
  if (typeof compiled === 'string') return [...shape, createDiagnostic('PLX1116', { problem: compiled }, source.document.locate(source.pointer))];
  return [...shape, ...checkDefaults(source, compiled), ...checkSecrets(source)];
}

function checkOutside({ schema, document, pointer }: SettingsSource): readonly Diagnostic[] {
  if (isFlat(schema)) {
    const problem = 'its settings stand at the top, without "type" and "properties"';
    return [createDiagnostic('PLX1118', { problem, remedy: `write ${renderNested(schema)}` }, document.locate(pointer))];
  }
  if (hasUnknownDialect(schema)) {
    const problem = `"$schema" names ${JSON.stringify(schema['$schema'])}, which is neither draft-07 nor 2020-12`;
    return [createDiagnostic('PLX1116', { problem }, document.locate(`${pointer}/$schema`))];
  }
  if (schema['type'] === 'object') return [];
  return [createDiagnostic('PLX1116', { problem: 'its "type" must be "object"' }, document.locate(`${pointer}/type`))];
}

// A flat list of settings: every value is an object that describes one, and no word of JSON Schema is there.
function isFlat(schema: JsonObject): boolean {
  const values = Object.values(schema);
  return values.length > 0 && !Object.hasOwn(schema, 'properties') && values.every((value) => isObject(value) && typeof value['type'] === 'string');
}

function renderNested(schema: JsonObject): string {
  const [first = 'city'] = Object.keys(schema);
  const required = Object.keys(schema).filter((name) => (schema[name] as JsonObject)['required'] === true);
  const list = required.length === 0 ? '' : `, "required": ${JSON.stringify(required)}`;
  return `{ "type": "object", "properties": { ${JSON.stringify(first)}: … }${list} }`;
}

// What was said of a word already is not said again in the words of the dialect's own schema.
function checkDialect({ document, pointer }: SettingsSource, said: readonly Diagnostic[], compiler: SchemaCompiler): readonly Diagnostic[] {
  const isYaml = /\.ya?ml$/i.test(document.file);
  const places = new Set(said.map(placeOf));
  const errors = compiler.checkDialect();
  if (errors === undefined) return [createDiagnostic('PLX1116', { problem: TAKES_LONG }, document.locate(pointer))];
  return selectErrors(errors)
    .filter(({ instancePath }) => !isOfType(instancePath))
    .map((error) => ({ ...error, instancePath: pointer + error.instancePath }))
    .map((error) => describeError(error, document.locate(error.instancePath), isYaml))
    .filter((diagnostic) => !places.has(placeOf(diagnostic)));
}

// `type` was looked at word by word; the dialect's own schema has several things to say about one wrong word.
function isOfType(pointer: string): boolean {
  const segments = splitPointer(pointer.replace(/\/\d+$/, ''));
  return segments.at(-1) === 'type' && !MAP_WORDS.has(segments.at(-2) ?? '');
}

function placeOf({ line, column }: Diagnostic): string {
  return `${line}:${column}`;
}

function checkDefaults({ schema, document, pointer }: SettingsSource, compiled: CompiledSchema): readonly Diagnostic[] {
  return walkSchema(schema).flatMap((each) => {
    if (!Object.hasOwn(each.schema, 'default')) return [];
    const [error] = selectErrors(compiled.check(each.schema['default'], each.pointer));
    if (error === undefined) return [];
    const at = `${pointer}${each.pointer}/default${error.instancePath}`;
    return [createDiagnostic('PLX1117', { setting: nameSetting(each.pointer), problem: describeSettingError(error) }, document.locate(at))];
  });
}

function nameSetting(pointer: string): string {
  return splitPointer(pointer).filter((segment, index, all) => segment !== 'properties' || all[index - 1] === 'properties').join('.') || 'all settings';
}

const SECRET_NAME = /(?:^|[_-])(?:api[_-]?key|token|secret|password|passphrase|credentials?|private[_-]?key)$/i;

function checkSecrets({ schema, document, pointer }: SettingsSource): readonly Diagnostic[] {
  return Object.entries(propertiesOf(schema)).flatMap(([setting, property]) => {
    const at = appendPointer(`${pointer}/properties`, setting);
    if (isSecret(property)) {
      const value = property['default'];
      return typeof value === 'string' && value !== '' ? [createDiagnostic('PLX1131', { setting }, document.locate(`${at}/default`))] : [];
    }
    const isOpen = SECRET_NAME.test(setting) && property['type'] === 'string' && !Object.hasOwn(property, 'secret');
    return isOpen ? [createDiagnostic('PLX1119', { setting }, document.locate(at, 'key'))] : [];
  });
}

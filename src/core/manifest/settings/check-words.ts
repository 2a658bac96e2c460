import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { findSimilar } from '../../diagnostics/find-similar.ts';
import { createDiagnostic } from '../../diagnostics/plexi-error.ts';
import { isObject } from '../json-object.ts';
import { appendPointer, formatPointer, resolvePointer, splitPointer } from '../json-pointer.ts';
import { cutText, describeValue } from '../json-type.ts';
import type { JsonObject } from '../schema.ts';
import { FOREIGN_TYPES, FOREIGN_WORDS, KNOWN_WORDS, TYPE_WORDS } from './schema-words.ts';
import type { SettingsSource } from './settings-source.ts';
import { walkSchema, type Subschema } from './walk-schema.ts';

type Locate = SettingsSource['document']['locate'];

/** Says which words of a settings schema are of another dialect, unknown, or lead nowhere. */
export function checkWords(source: SettingsSource): readonly Diagnostic[] {
  const locate: Locate = (at, part) => source.document.locate(source.pointer + at, part);
  return walkSchema(source.schema).flatMap((each) => [
    ...checkKnown(each, locate),
    ...checkRequired(each, locate),
    ...checkType(each, locate),
    ...checkPattern(each, locate),
    ...checkReference(each, source.schema, locate),
  ]);
}

function checkKnown({ schema, pointer }: Subschema, locate: Locate): readonly Diagnostic[] {
  const unknown = Object.keys(schema).filter((word) => !KNOWN_WORDS.has(word) && !word.startsWith('x-'));
  return unknown.map((word) => {
    const at = locate(appendPointer(pointer, word), 'key');
    if (word.startsWith('$')) return createDiagnostic('PLX1116', { problem: `"${cutText(word)}" cannot be used in it` }, at);
    const foreign = Object.hasOwn(FOREIGN_WORDS, word) ? FOREIGN_WORDS[word] : undefined;
    const similar = findSimilar(word, KNOWN_WORDS);
    const question = similar === undefined ? 'remove it, or begin its name with "x-" if a program of yours reads it' : `did you mean "${similar}"?`;
    return createDiagnostic('PLX1129', { word: cutText(word), suggestion: foreign ?? question }, at);
  });
}

function checkRequired({ schema, pointer }: Subschema, locate: Locate): readonly Diagnostic[] {
  const { required, properties } = schema;
  const at = appendPointer(pointer, 'required');
  if (typeof required === 'boolean') {
    const name = splitPointer(pointer).at(-1) ?? '';
    const remedy = required ? `remove it, and write "required": [${JSON.stringify(name)}] beside "properties"` : 'remove it: settings are optional unless named';
    return [createDiagnostic('PLX1118', { problem: `"required" of "${name}" is ${String(required)}, and not a list of names`, remedy }, locate(at))];
  }
  if (!Array.isArray(required) || !isObject(properties)) return [];
  return required.flatMap((name: unknown, index) => {
    if (typeof name !== 'string' || Object.hasOwn(properties, name)) return [];
    const similar = findSimilar(name, Object.keys(properties));
    const suggestion = similar === undefined ? `add "${cutText(name)}" to "properties", or remove it` : `did you mean "${similar}"?`;
    return [createDiagnostic('PLX1130', { name: cutText(name), suggestion }, locate(appendPointer(at, index)))];
  });
}

function checkType({ schema: { type }, pointer }: Subschema, locate: Locate): readonly Diagnostic[] {
  const named = (Array.isArray(type) ? type : [type]) as readonly unknown[];
  return named.flatMap((name, index) => {
    if (name === undefined || (typeof name === 'string' && TYPE_WORDS.includes(name))) return [];
    const at = appendPointer(pointer, 'type');
    const foreign = typeof name === 'string' && Object.hasOwn(FOREIGN_TYPES, name) ? FOREIGN_TYPES[name] : undefined;
    const found = typeof name === 'string' ? name : describeValue(name);
    const similar = foreign ?? findSimilar(found, TYPE_WORDS);
    const suggestion = similar === undefined ? `choose one of ${TYPE_WORDS.join(', ')}` : `write "${similar}"`;
    const path = formatPointer(at);
    return [createDiagnostic('PLX1110', { path, found: cutText(found), suggestion }, locate(Array.isArray(type) ? appendPointer(at, index) : at))];
  });
}

function checkPattern({ schema: { pattern, patternProperties }, pointer }: Subschema, locate: Locate): readonly Diagnostic[] {
  const own = typeof pattern === 'string' ? [{ pattern, at: locate(appendPointer(pointer, 'pattern')) }] : [];
  const map = appendPointer(pointer, 'patternProperties');
  const keys = isObject(patternProperties) ? Object.keys(patternProperties).map((key) => ({ pattern: key, at: locate(appendPointer(map, key), 'key') })) : [];
  return [...own, ...keys].flatMap(({ pattern: text, at }) => {
    const reason = refuseExpression(text);
    return reason === undefined ? [] : [createDiagnostic('PLX1116', { problem: `"${cutText(text)}" is not a regular expression: ${reason}` }, at)];
  });
}

function refuseExpression(text: string): string | undefined {
  try {
    new RegExp(text, 'u');
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.message.split(': ').at(-1) ?? error.message) : String(error);
  }
}

function checkReference({ schema: { $ref: reference }, pointer }: Subschema, root: JsonObject, locate: Locate): readonly Diagnostic[] {
  if (reference === undefined) return [];
  const leads = typeof reference === 'string' && reference.startsWith('#') && isObject(resolvePointer(root, decode(reference.slice(1))));
  if (leads) return [];
  const problem = `"$ref" leads to ${JSON.stringify(reference)}, and only schemas in the same file can be named, such as "#/$defs/city"`;
  return [createDiagnostic('PLX1116', { problem }, locate(appendPointer(pointer, '$ref')))];
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

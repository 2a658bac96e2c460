import { Type, type TSchemaOptions } from 'typebox';

// Source text of the regular expressions that the schema is made of. They are anchored where they are used, and
// written so that they take linear time on any text: a manifest may be hostile.
const SEGMENT = '[a-z0-9][a-z0-9_-]{0,63}';
// One name of a path: no separators, no characters that Windows reserves, not "." or "..", no dot or blank at the end.
const PATH_NAME = '(?!\\.{1,2}(?:/|$))[^/\\\\:*?"<>|\\u0000-\\u001f\\u007f]*[^/\\\\:*?"<>|\\u0000-\\u001f\\u007f. ]';
const PATH = `${PATH_NAME}(?:/${PATH_NAME})*`;
const SEMVER_NUMBER = '(?:0|[1-9]\\d{0,15})';
const SEMVER_LABEL = `(?:${SEMVER_NUMBER}|\\d*[A-Za-z-][0-9A-Za-z-]*)`;

/** Options of a field; every field has a description. */
export type FieldOptions = TSchemaOptions & { readonly description: string };

/** Text on one line that is not blank. */
export function line(maxLength: number, options: FieldOptions) {
  return Type.String({
    minLength: 1,
    maxLength,
    pattern: '^[^\\S\\u0000-\\u001f]*[^\\s\\u0000-\\u001f\\u007f][^\\u0000-\\u001f\\u007f]*$',
    patternErrorMessage: 'must be text on one line',
    ...options,
  });
}

/** Text of a certain form; `expected` completes the sentence "… must be". Editors show it, too. */
export function shaped(pattern: string, expected: string, options: FieldOptions) {
  return Type.String({ pattern: `^(?:${pattern})$`, patternErrorMessage: `must be ${expected}`, maxLength: 500, ...options });
}

/** A plugin's name: `weather`, or `acme/weather`. */
export function pluginName(options: FieldOptions) {
  const expected = 'lower-case letters, digits, "-" and "_", at most 64 of them, optionally after a namespace and "/"';
  return shaped(`(?:${SEGMENT}/)?${SEGMENT}`, `${expected}, such as "weather" or "acme/weather"`, options);
}

/** A semantic version without build metadata. */
export function version(options: FieldOptions) {
  const release = `${SEMVER_NUMBER}\\.${SEMVER_NUMBER}\\.${SEMVER_NUMBER}(?:-${SEMVER_LABEL}(?:\\.${SEMVER_LABEL})*)?`;
  return shaped(release, 'a semantic version without build metadata, such as "1.0.0" or "2.1.0-beta.1"', { maxLength: 100, ...options });
}

/** A path below the plugin's folder. */
export function path(options: FieldOptions) {
  return shaped(PATH, 'a path below the plugin’s folder, with "/" between names and without "./" or ".."', options);
}

/** A module of the plugin: `src/index.ts`, or `src/index.ts:Weather` for a named export. */
export function entry(options: FieldOptions) {
  const expected = 'a module of the plugin, such as "src/index.ts", or one export of it, such as "src/index.ts:Weather"';
  return shaped(`${PATH}\\.(?:ts|tsx|mts|js|jsx|mjs)(?::[A-Za-z_$][\\w$]*)?`, expected, options);
}

/** A web address. */
export function url(options: FieldOptions) {
  return shaped('https?://[^\\s/?#]\\S*', 'an address that begins with "https://"', { format: 'uri', maxLength: 2000, ...options });
}

/** A word of a plugin's own: an event, a task, a tag. */
export function word(pattern: string, expected: string, options: FieldOptions) {
  return shaped(pattern, expected, { maxLength: 100, ...options });
}

/** An object without other keys than the ones named. */
export const CLOSED = { additionalProperties: false } as const;

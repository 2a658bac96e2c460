import { createDiagnostic } from '../diagnostics/plexi-error.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { isObject } from '../manifest/json-object.ts';
import type { ThemeVariables } from './channel.ts';

/** A theme that was checked: CSS variables, ready to be set. */
export interface CheckedTheme {
  readonly title: string;
  readonly light: ThemeVariables;
  readonly dark: ThemeVariables;
}

/** A theme, or what is wrong with it. */
export type ThemeResult = { readonly theme: CheckedTheme } | { readonly diagnostics: readonly Diagnostic[] };

const MOST_TOKENS = 200;

/** Judges what a theme plugin returned, which may be anything. */
export function checkTheme(plugin: string, value: unknown): ThemeResult {
  const refuse = (problem: string): Diagnostic => createDiagnostic('PLX4132', { plugin, problem });
  if (!isObject(value)) return { diagnostics: [refuse('it is no object')] };
  const { title, tokens = {}, light = {}, dark = {}, ...others } = value;
  const problems = [
    ...Object.keys(others).map((key) => `it has no part "${key.slice(0, 40)}"; its parts are title, tokens, light and dark`),
    ...(typeof title === 'string' && title.trim() !== '' && title.length <= 80 ? [] : ['its title is no text of 1 to 80 characters']),
    ...Object.entries({ tokens, light, dark }).flatMap(([part, given]) => checkTokens(part, given)),
  ];
  if (problems.length > 0) return { diagnostics: problems.map(refuse) };
  const common = toVariables(tokens);
  return { theme: { title: String(title), light: { ...common, ...toVariables(light) }, dark: { ...common, ...toVariables(dark) } } };
}

function checkTokens(part: string, tokens: unknown): readonly string[] {
  if (!isObject(tokens)) return [`"${part}" is no object`];
  const entries = Object.entries(tokens);
  if (entries.length > MOST_TOKENS) return [`"${part}" has more than ${MOST_TOKENS} tokens`];
  return entries.flatMap(([name, value]) => {
    const shown = `${part}.${name.slice(0, 60)}`;
    if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name) || name.length > 60) return [`"${shown}" is no name of a token`];
    return isPlainValue(value) ? [] : [`"${shown}" is no plain value of CSS`];
  });
}

// What may stand in a value: words, numbers with units, colours, lists, quoted names of fonts, and these functions. No
// braces, semicolons, backslashes or comments, by which a value would end; no url(), image() or var(), by which it would
// load or reveal something.
const PLAIN = /^(?:[\w#%.,\s+-]|"[\w -]*"|'[\w -]*'|\/(?!\*)|\b(?:rgb|rgba|hsl|hsla|hwb|lab|lch|oklab|oklch|color-mix|calc|min|max|clamp|cubic-bezier)\(|\)|\*(?!\/))+$/;

function isPlainValue(value: unknown): boolean {
  if (typeof value !== 'string' || value.trim() === '' || value.length > 200 || !PLAIN.test(value)) return false;
  let depth = 0;
  for (const character of value) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

function toVariables(tokens: unknown): ThemeVariables {
  return Object.fromEntries(Object.entries(tokens as Readonly<Record<string, string>>).map(([name, value]) => [`--plexi-${name}`, value]));
}

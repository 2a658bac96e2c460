import coerce from 'semver/functions/coerce.js';

/**
 * Guesses what a text was meant to be that does not have the form it needs.
 *
 * @param text - What the manifest says.
 * @param pattern - The form, as the schema has it: trusted, and linear in time.
 * @returns A text of that form, or `undefined`.
 */
export function suggestCorrection(text: string, pattern: string): string | undefined {
  const form = new RegExp(pattern, 'u');
  return listGuesses(text.trim()).find((guess) => form.test(guess));
}

const VERSION_LIKE = /^[vV=\s]*\d+(?:\.\d+){0,2}(?:-[\w.-]+)?(?:\+[\w.-]+)?$/;

function listGuesses(text: string): readonly string[] {
  if (text.length > 300) return [];
  const slashed = text.replaceAll('\\', '/');
  const version = VERSION_LIKE.test(text) ? coerce(text, { includePrerelease: true })?.version : undefined;
  const guesses = [text, slashed, slashed.replace(/^(?:\.?\/)+/, ''), slashed.replace(/\/+$/, ''), `https://${text}`, `/${text}`, `${slashed}.ts`];
  if (version !== undefined) guesses.unshift(version);
  if (!slashed.includes('/')) guesses.push(toSlug(text, '-'), toSlug(text, '_'), toSlug(text, '.'));
  return guesses.filter((guess) => guess !== '' && guess !== 'https://');
}

/** Lower-case words with a mark between them. */
function toSlug(text: string, mark: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .join(mark);
}

/**
 * Guesses the TypeScript module that an entry point of Python would be.
 *
 * @returns The entry point, or `undefined` when the text does not look like Python.
 */
export function suggestModule(text: string): string | undefined {
  const match = /^([A-Za-z_][\w.]*|[\w./-]+\.py)(?::([A-Za-z_]\w*))?$/.exec(text.slice(0, 300));
  if (match === null) return undefined;
  const [, path = '', name] = match;
  const segments = path.replace(/\.py$/, '').split(/[./]+/).filter((segment) => segment !== '');
  const file = segments.length < 2 ? 'index' : segments.map((segment) => toSlug(segment, '-')).join('/');
  return `src/${file}.ts${name === undefined ? '' : `:${name}`}`;
}

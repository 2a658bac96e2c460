/** One pattern of `files` in a manifest. */
export interface PathPattern {
  /** Whether a path, relative and with `/`, is meant. */
  readonly matches: (path: string) => boolean;
  /** Whether something below a folder may be meant. */
  readonly reaches: (folder: string) => boolean;
}

/**
 * Compiles one pattern of `files` in a manifest.
 *
 * `*` stands for any part of a name, `?` for one character, `**` for any folders. A pattern that
 * names a folder takes everything below it. Patterns begin at the plugin's folder.
 */
export function compilePathPattern(pattern: string): PathPattern {
  const trimmed = trimPattern(pattern);
  const segments = [...(trimmed === '' ? [] : trimmed.split('/')), ANY_FOLDERS];
  const firstAny = segments.indexOf(ANY_FOLDERS);
  return {
    matches: (path) => matchWild(segments, path.split('/'), (segment) => segment === ANY_FOLDERS, matchName),
    reaches: (folder) => folder.split('/').slice(0, firstAny).every((name, index) => matchName(segments[index] ?? '', name)),
  };
}

const ANY_FOLDERS = '**';

function matchName(pattern: string, name: string): boolean {
  return matchWild(Array.from(pattern), Array.from(name), (part) => part === '*', (part, character) => part === '?' || part === character);
}

/**
 * Matches a sequence in which some parts stand for any number of items. It goes back to the last such
 * part only, so it takes at most pattern times text: a regular expression could take for ever.
 */
function matchWild(pattern: readonly string[], text: readonly string[], isMany: (part: string) => boolean, isOne: (part: string, item: string) => boolean): boolean {
  let at = 0;
  let lastMany = -1;
  let resume = 0;
  for (let index = 0; index < text.length; ) {
    const part = pattern[at];
    if (part !== undefined && isMany(part)) {
      lastMany = at++;
      resume = index;
    } else if (part !== undefined && isOne(part, text[index] ?? '')) {
      at++;
      index++;
    } else if (lastMany === -1) {
      return false;
    } else {
      at = lastMany + 1;
      index = ++resume;
    }
  }
  return pattern.slice(at).every(isMany);
}

/** The path of the one file or folder that a pattern names; `undefined` when it has `*` or `?`. */
export function literalPathOf(pattern: string): string | undefined {
  const trimmed = trimPattern(pattern);
  return trimmed === '' || /[*?]/.test(trimmed) ? undefined : trimmed;
}

function trimPattern(pattern: string): string {
  return pattern.replace(/^\.(?:\/|$)|^\/+/, '').replace(/\/+$/, '');
}

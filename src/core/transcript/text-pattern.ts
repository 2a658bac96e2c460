const NAMED: Readonly<Record<string, string>> = {
  any: String.raw`[\s\S]*?`,
  word: String.raw`\S+`,
  number: String.raw`-?\d+(?:[.,]\d+)*`,
  date: String.raw`\d{4}-\d\d-\d\d`,
  time: String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)`,
};

// `{number}`, or a pattern between slashes; a backslash before it takes its meaning away.
const PLACEHOLDER = new RegExp(String.raw`(\\*)\{(?:(${Object.keys(NAMED).join('|')})|/((?:[^/\\\n]|\\.)+)/)\}`, 'g');

/**
 * Whether a text is as a pattern says: the same, but for what stands where the pattern has a placeholder.
 *
 * @param pattern - For example `Roll {number}: {any}` or `{/\d+ rolls?/}`.
 */
export function matchesText(pattern: string, text: string): boolean {
  let source = '';
  let end = 0;
  for (const { 0: whole, index, 1: slashes = '', 2: name, 3: expression } of pattern.matchAll(PLACEHOLDER)) {
    source += escapePattern(pattern.slice(end, index));
    source += slashes === '' ? `(?:${expression ?? NAMED[name ?? ''] ?? ''})` : escapePattern(whole.slice(1));
    end = index + whole.length;
  }
  return new RegExp(`^${source}${escapePattern(pattern.slice(end))}$`, 'u').test(text);
}

/** Why a placeholder of a pattern makes no sense; `undefined` when all of them do. */
export function checkPattern(pattern: string): string | undefined {
  for (const [, slashes = '', , expression] of pattern.matchAll(PLACEHOLDER)) {
    if (slashes !== '' || expression === undefined) continue;
    try {
      new RegExp(expression, 'u');
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
  return undefined;
}

/** A pattern that only this text matches. */
export function quoteText(text: string): string {
  return text.replace(PLACEHOLDER, String.raw`\$&`);
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}

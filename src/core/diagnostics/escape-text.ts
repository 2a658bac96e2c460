// What a hostile text would use to clear the terminal, to run an escape sequence, or to look like something else: control
// and format characters (bidirectional, zero-width, tags, soft hyphens), separators of lines, lone surrogates, fillers.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u115f\u1160\u3164\uffa0]/gu;

const CREDENTIALS = /([a-z][a-z0-9+.-]*:\/\/)[^/?#\s@]+@/gi;

/**
 * Makes a text from a plugin, an archive or a server safe to print on one line.
 *
 * Control characters and those that nobody sees become `\u{…}`; credentials in URLs are removed.
 */
export function escapeText(text: string): string {
  return text
    .replace(CREDENTIALS, '$1')
    .replace(UNPRINTABLE, (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`);
}

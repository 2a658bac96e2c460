// Control characters, bidirectional overrides, zero-width characters and lone surrogates: what a hostile
// text would use to clear the terminal, to run an escape sequence, or to look like something else.
const UNPRINTABLE =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const CREDENTIALS = /([a-z][a-z0-9+.-]*:\/\/)[^/?#\s@]+@/gi;

/**
 * Makes a text from a plugin, an archive or a server safe to print on one line.
 *
 * Control, bidirectional and zero-width characters become `\u{…}`; credentials in URLs are removed.
 */
export function escapeText(text: string): string {
  return text
    .replace(CREDENTIALS, '$1')
    .replace(UNPRINTABLE, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`);
}

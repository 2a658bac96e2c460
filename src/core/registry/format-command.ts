/** Renders a command line that a shell takes apart into these words again. */
export function formatCommand(words: readonly string[]): string {
  return words.map((word) => (/^[\w./-][\w@%+=:,./^~-]*$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
}

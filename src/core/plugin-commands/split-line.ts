/** Takes a command line apart into words, as a shell does with blanks and quotes; nothing else means anything. */
export function splitLine(line: string): readonly string[] {
  const words = line.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
  return words.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'));
}

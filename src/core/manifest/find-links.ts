/** A link of a Markdown file to another file of the same folder. */
export interface FileLink {
  /** The path as written, decoded, without what follows "#" or "?". */
  readonly path: string;
  /** Where the address begins. */
  readonly offset: number;
}

const CODE = /^(```|~~~)[\s\S]*?^\1|`[^`\n]*`|<!--[\s\S]*?-->/gm;
const INLINE = /\]\(\s*<?([^\s)<>]+)>?[^)\n]*\)/g;
const DEFINITION = /^ {0,3}\[[^\]\n]+\]:\s*<?([^\s<>]+)>?/gm;
const HTML = /<(?:img|a)\b[^>\n]*?\b(?:src|href)\s*=\s*["']([^"'\n]+)["']/gi;

/** Finds the links of a Markdown text that lead to files, and not to the web or to a heading of the same page. */
export function findLinks(markdown: string): readonly FileLink[] {
  // Blanks in the place of code, so that offsets stay.
  const text = markdown.replace(CODE, (code) => code.replace(/[^\n]/g, ' '));
  return [INLINE, DEFINITION, HTML]
    .flatMap((pattern) => [...text.matchAll(pattern)].map((match) => ({ target: match[1] ?? '', offset: match.index + match[0].indexOf(match[1] ?? '') })))
    .filter(({ target }) => !/^(?:[a-z][a-z0-9+.-]*:|\/\/|#)/i.test(target))
    .map(({ target, offset }) => ({ path: decodePath(target.replace(/[?#].*$/, '')), offset }))
    .filter(({ path }) => path !== '')
    .sort((a, b) => a.offset - b.offset);
}

function decodePath(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

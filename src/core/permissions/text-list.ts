/** From the first character to behind the last. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** A list as it is written: in brackets, or as the block of YAML that has each item behind a dash. */
export interface TextList<Item extends TextSpan = TextSpan> extends TextSpan {
  readonly isBlock: boolean;
  /** Where the key ends whose value the list is; of blocks. */
  readonly keyEnd?: number;
  readonly items: readonly Item[];
}

/** An object as it is written: in braces, or as the block of YAML; the items are its keys with their values. */
export type TextMap = Omit<TextList, 'keyEnd'>;

/** Adds an item at the end of a list. @param lines - What the item is; only blocks have more than one line. */
export function insertItem(text: string, list: TextList, lines: readonly string[]): string {
  const last = list.items.at(-1);
  if (last === undefined) return splice(text, { start: list.start, end: list.end }, `[${lines.join(' ')}]`);
  if (!list.isBlock) return insertAfter(text, list, last, lines.join(' '));
  const dash = findDash(text, last);
  const indent = text.slice(findLineStart(text, dash), dash).replace(/\S/g, ' ');
  const eol = findEol(text);
  return insertLine(text, last.end, lines.map((line, index) => `${indent}${index === 0 ? '- ' : '  '}${line}`).join(eol));
}

/** Takes an item out of a list. */
export function removeItem(text: string, list: TextList, index: number): string {
  const { isBlock, items, keyEnd = list.start } = list;
  const [before, item, after] = [items[index - 1], items[index], items[index + 1]];
  if (item === undefined) return text;
  if (!isBlock) {
    if (items.length === 1) return splice(text, list, '[]');
    return splice(text, after === undefined ? { start: before?.end ?? item.start, end: item.end } : { start: item.start, end: after.start }, '');
  }
  const lines = { start: findLineStart(text, findDash(text, item)), end: findNextLine(text, item.end) };
  const without = splice(text, lines, '');
  const colon = without.indexOf(':', keyEnd);
  return items.length === 1 ? splice(without, { start: colon + 1, end: colon + 1 }, ' []') : without;
}

/** Adds a key with a list of one item at the end of an object. */
export function insertKey(text: string, map: TextMap, key: string, lines: readonly string[]): string {
  const last = map.items.at(-1);
  const eol = findEol(text);
  if (map.isBlock) return insertLine(text, last?.end ?? map.end, [`${key}:`, ...lines.map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`)].join(eol));
  const value = `${key}: [${lines.join(' ')}]`;
  return last === undefined ? splice(text, map, `{ ${value} }`) : insertAfter(text, map, last, value);
}

// As the items before are: on the same line, or each on its own.
function insertAfter(text: string, { start }: TextSpan, last: TextSpan, item: string): string {
  const lineStart = findLineStart(text, last.start);
  const isOnOwnLine = lineStart > start;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  return splice(text, { start: last.end, end: last.end }, isOnOwnLine ? `,${findEol(text)}${indent}${item}` : `, ${item}`);
}

// Behind what the line says besides, such as a comment.
function insertLine(text: string, end: number, line: string): string {
  const eol = findEol(text);
  const at = findNextLine(text, end);
  const isEnded = at === 0 || text[at - 1] === '\n';
  return splice(text, { start: at, end: at }, isEnded ? `${line}${eol}` : `${eol}${line}${eol}`);
}

function splice(text: string, { start, end }: TextSpan, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

function findDash(text: string, { start }: TextSpan): number {
  return text.lastIndexOf('-', start - 1);
}

function findLineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the next line begins after something that ends here; it may have taken its own line break with it. */
function findNextLine(text: string, end: number): number {
  const last = end > 0 && text[end - 1] === '\n' ? end - 1 : end;
  const at = text.indexOf('\n', last);
  return at < 0 ? text.length : at + 1;
}

function findEol(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

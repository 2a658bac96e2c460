/** A line of a transcript with the indented lines that go on with it. */
export interface Block {
  /** From 1. */
  readonly line: number;
  readonly lastLine: number;
  readonly head: string;
  /** Without their indentation. */
  readonly rest: readonly string[];
}

/** Takes a transcript apart into blocks; comments and blank lines are left out. */
export function readBlocks(text: string): readonly Block[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n/);
  const blocks: Block[] = [];
  for (let index = 0; index < lines.length; ) {
    const head = lines[index] ?? '';
    const end = findEnd(lines, index);
    if (head.trim() !== '' && !head.startsWith('#')) {
      blocks.push({ line: index + 1, lastLine: end, head: head.trimEnd(), rest: lines.slice(index + 1, end).map(withoutIndent) });
    }
    index = end;
  }
  return blocks;
}

// Blank lines belong to a text when it goes on after them. A comment is one line.
function findEnd(lines: readonly string[], start: number): number {
  let end = start + 1;
  if (lines[start]?.startsWith('#') === true) return end;
  for (let next = end; next < lines.length; next++) {
    const line = lines[next] ?? '';
    if (line.trim() === '') continue;
    if (!/^\s/.test(line)) break;
    end = next + 1;
  }
  return end;
}

function withoutIndent(line: string): string {
  return line.replace(/^(?:\t| {1,2})/, '').trimEnd();
}

/** Turns an offset in a text into a line and a column, both from 1. */
export type LocateOffset = (offset: number) => { readonly line: number; readonly column: number };

/** Finds where the lines of a text begin, once for all of its offsets. */
export function createLineIndex(text: string): LocateOffset {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
  return (offset) => {
    const inside = Math.min(Math.max(0, offset), text.length);
    const line = countUpTo(starts, inside);
    return { line, column: inside - (starts[line - 1] ?? 0) + 1 };
  };
}

// How many of the ascending numbers are not greater than `limit`.
function countUpTo(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

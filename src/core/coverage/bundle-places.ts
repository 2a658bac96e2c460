import { decode, encode, type SourceMapMappings } from '@jridgewell/sourcemap-codec';

/** A place in a source: lines from 1, columns from 0, as coverage formats have them. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** From the first character to behind the last. */
export interface Span {
  readonly start: Place;
  readonly end: Place;
}

/** A span in one of the sources of a bundle. */
export interface SourceSpan extends Span {
  /** The number of the source in the map. */
  readonly source: number;
}

/** A piece of text that is put into a bundle. */
export interface Insertion {
  readonly offset: number;
  readonly text: string;
}

/** Which part of whose source the parts of a bundle were made of. */
export interface BundlePlaces {
  /** Finds what a piece of the bundle was written as; `undefined` where nobody wrote it. */
  find(start: number, end: number): SourceSpan | undefined;
  /**
   * The source map of the bundle with insertions: each place leads where it led before.
   *
   * @param insertions - By offset; none holds a newline.
   */
  shift(insertions: readonly Insertion[]): string;
}

interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent?: readonly (string | null)[];
  readonly mappings: string;
}

type Segment = SourceMapMappings[number][number];
type SourceSegment = Exclude<Segment, readonly [number]>;

const WORD = /^(?:[\w$]+|'[^']*'|"[^"]*"|`[^`]*`|.)/u;

/** Reads the source map of a bundle. */
export function readBundlePlaces(code: string, map: SourceMap): BundlePlaces {
  const mappings = decode(map.mappings);
  const lineStarts = [0, ...[...code.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const contents = (map.sourcesContent ?? []).map((content) => content?.split('\n'));

  const locate = (offset: number): { readonly row: number; readonly column: number } => {
    const row = findLast(lineStarts, (start) => start <= offset);
    return { row, column: offset - (lineStarts[row] ?? 0) };
  };
  const segmentsOf = (row: number): readonly SourceSegment[] => (mappings[row] ?? []).filter(isMapped);

  function findStart(start: number, end: number): SourceSegment | undefined {
    const { row, column } = locate(start);
    const segments = segmentsOf(row);
    const before = segments[findLast(segments, ([at]) => at <= column)];
    // What is printed first on a line is mapped where the line begins.
    if (before !== undefined && code.slice((lineStarts[row] ?? 0) + before[0], start).trim() === '') return before;
    return segments.find(([at]) => at > column && at < column + end - start) ?? before;
  }

  function findEnd(start: number, end: number): Place | undefined {
    const from = locate(start);
    const { row, column } = locate(end - 1);
    for (let at = row; at >= from.row; at--) {
      const segments = segmentsOf(at);
      const last = segments[findLast(segments, ([each]) => at < row || each <= column)];
      if (last === undefined || (at === from.row && last[0] < from.column)) continue;
      return findWordEnd(last);
    }
    return undefined;
  }

  // The map knows where words begin and not where they end.
  function findWordEnd([, source, line, column]: SourceSegment): Place {
    const [word = ' '] = WORD.exec(contents[source]?.[line]?.slice(column) ?? '') ?? [];
    return { line: line + 1, column: column + word.length };
  }

  return {
    find(start, end) {
      const first = findStart(start, end);
      if (first === undefined) return undefined;
      const [, source, line, column] = first;
      const from = { line: line + 1, column };
      const to = findEnd(start, end);
      return { source, start: from, end: to === undefined || isBefore(to, from) ? findWordEnd(first) : to };
    },
    shift(insertions) {
      const byRow = new Map<number, Shift[]>();
      for (const { offset, text } of insertions) {
        const { row, column } = locate(offset);
        const shifts = byRow.get(row) ?? [];
        shifts.push({ column, by: (shifts.at(-1)?.by ?? 0) + text.length });
        byRow.set(row, shifts);
      }
      const shifted = mappings.map((segments, row) => shiftRow(segments, byRow.get(row) ?? []));
      return JSON.stringify({ ...map, mappings: encode(shifted) });
    },
  };
}

/** What follows on a column is so much further to the right. */
interface Shift {
  readonly column: number;
  readonly by: number;
}

// A segment stays before what is inserted right there: what is counted and its counter are one place.
function shiftRow(segments: readonly Segment[], shifts: readonly Shift[]): Segment[] {
  return segments.map((segment) => {
    const { by = 0 } = shifts[findLast(shifts, ({ column }) => column < segment[0])] ?? {};
    const [column, ...rest] = segment;
    return [column + by, ...rest] as Segment;
  });
}

/** Whether a source is the author's: bundles name what came from elsewhere `npm:…` and `plexi-plugin/…`, and packages what they were made of. */
export function isOwnPath(path: string): boolean {
  return !/^[a-z][a-z0-9+.-]*:/i.test(path) && !path.startsWith('plexi-plugin/') && !path.split('/').includes('..');
}

function isMapped(segment: Segment): segment is SourceSegment {
  return segment.length > 1;
}

function isBefore(a: Place, b: Place): boolean {
  return a.line < b.line || (a.line === b.line && a.column <= b.column);
}

/** The index of the last item that is small enough, in a list that is in order; -1 for none. */
function findLast<Item>(items: readonly Item[], isSmall: (item: Item) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && isSmall(item)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

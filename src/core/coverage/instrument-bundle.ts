import { parse } from 'acorn';
import { isOwnPath, readBundlePlaces, type Insertion, type SourceSpan } from './bundle-places.ts';
import { countCode, type CountedParts } from './count-code.ts';
import type { FilePoints } from './coverage-points.ts';

/** A bundle that counts how often its parts run. It crosses to test processes as JSON. */
export interface InstrumentedBundle {
  /** A function of one parameter, the array of counters; each line of the bundle is one line of it. */
  readonly code: string;
  /** Leads from the code where the bundle's map leads from the bundle. */
  readonly sourceMap: string;
  /** How many counters the code counts with. */
  readonly counters: number;
}

/** An instrumented bundle, and what its counters mean. */
export interface Instrumentation {
  readonly bundle: InstrumentedBundle;
  /** The author's own files, by path. */
  readonly files: readonly FilePoints[];
}

/**
 * Makes a bundle count how often the author's own code in it runs. What came from packages and from the SDK is left as it is.
 *
 * @param sourceMap - The bundle's source map, as JSON text.
 * @throws SyntaxError when bundle or map cannot be read.
 */
export function instrumentBundle(code: string, sourceMap: string): Instrumentation {
  const map = JSON.parse(sourceMap) as BundleMap;
  const places = readBundlePlaces(code, map);
  const isOwn = map.sources.map((path, index) => isOwnSource(path, map.sourcesContent?.[index] ?? undefined));
  const array = findFreeName(code);
  const parts = countCode(parse(code, { ecmaVersion: 'latest', allowHashBang: true }), {
    code,
    array,
    find(start, end) {
      const span = places.find(start, end);
      return span !== undefined && isOwn[span.source] === true ? span : undefined;
    },
    read: ({ source, start }) => (map.sourcesContent?.[source] ?? '').split('\n')[start.line - 1]?.slice(start.column) ?? '',
  });
  const head = `(function (${array}) {`;
  const insertions = [{ offset: 0, text: head }, ...parts.insertions];
  // The last line may be a comment.
  const counted = `${insert(code, insertions)}\n})`;
  return {
    bundle: { code: counted, sourceMap: places.shift(insertions), counters: parts.counters },
    files: listFiles(map, isOwn, parts),
  };
}

interface BundleMap {
  readonly sources: readonly string[];
  readonly sourcesContent?: readonly (string | null)[];
  readonly mappings: string;
}

/** Whether code is the author's, and written by hand. */
function isOwnSource(path: string, content: string | undefined): boolean {
  return content !== undefined && isOwnPath(path) && !path.endsWith('.json') && !REFERENCES.test(content);
}

// What stands for a module that runs in browsers.
const REFERENCES = /^const reference0 = Object\.freeze\(\{ module: /;

function findFreeName(code: string): string {
  let name = '$count';
  while (code.includes(name)) name += '_';
  return name;
}

function insert(code: string, insertions: readonly Insertion[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { offset, text } of insertions) {
    pieces.push(code.slice(from, offset), text);
    from = offset;
  }
  return pieces.join('') + code.slice(from);
}

function listFiles({ sources, sourcesContent }: BundleMap, isOwn: readonly boolean[], parts: CountedParts): readonly FilePoints[] {
  const files = sources.map((path, index) => ({
    path,
    source: sourcesContent?.[index] ?? '',
    statements: listOf(index, parts.statements),
    functions: listOf(index, parts.functions),
    branches: listOf(index, parts.branches),
  }));
  return files.filter((_, index) => isOwn[index]).sort((a, b) => (a.path < b.path ? -1 : 1));
}

function listOf<Point extends SourceSpan>(index: number, points: readonly Point[]): readonly Point[] {
  return points.filter(({ source }) => source === index).sort((a, b) => a.start.line - b.start.line || a.start.column - b.start.column);
}

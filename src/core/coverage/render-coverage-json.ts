import type { Span } from './bundle-places.ts';
import type { CountedPoint, FilePoints } from './coverage-points.ts';

/**
 * Renders counts as the JSON that Istanbul and its reporters read: `coverage-final.json`.
 *
 * @param nameFile - Makes the absolute path of a file, of the path in the plugin's folder.
 */
export function renderCoverageJson(files: readonly FilePoints[], counts: readonly number[], nameFile: (path: string) => string): string {
  const entries = files.map((file) => [nameFile(file.path), toIstanbul(file, counts, nameFile(file.path))] as const);
  return `${JSON.stringify(Object.fromEntries(entries), null, 1)}\n`;
}

function toIstanbul({ statements, functions, branches }: FilePoints, counts: readonly number[], path: string): object {
  const countOf = ({ counter }: CountedPoint): number => counts[counter] ?? 0;
  return {
    path,
    statementMap: number(statements.map(toSpan)),
    fnMap: number(functions.map((each) => ({ name: each.name, decl: toSpan(each), loc: toSpan(each), line: each.start.line }))),
    branchMap: number(branches.map((each) => ({ type: each.type, loc: toSpan(each), locations: each.arms.map(toSpan), line: each.start.line }))),
    s: number(statements.map(countOf)),
    f: number(functions.map(countOf)),
    b: number(branches.map(({ arms }) => arms.map(countOf))),
  };
}

function toSpan({ start, end }: Span): Span {
  return { start, end };
}

function number<Value>(values: readonly Value[]): Readonly<Record<string, Value>> {
  return Object.fromEntries(values.map((value, index) => [String(index), value]));
}

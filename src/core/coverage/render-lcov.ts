import type { FilePoints } from './coverage-points.ts';
import { countLines } from './measure-coverage.ts';

/**
 * Renders counts in the format of lcov, which editors and services for coverage read.
 *
 * @param nameFile - Makes the path that readers look for, of the path in the plugin's folder.
 */
export function renderLcov(files: readonly FilePoints[], counts: readonly number[], nameFile: (path: string) => string): string {
  return files.map((file) => renderFile(file, counts, nameFile(file.path))).join('');
}

function renderFile(file: FilePoints, counts: readonly number[], path: string): string {
  const countOf = ({ counter }: { readonly counter: number }): number => counts[counter] ?? 0;
  const lines = [...countLines(file, counts)];
  const arms = file.branches.flatMap(({ start, arms: ways }, block) => ways.map((way, at) => ({ line: start.line, block, at, count: countOf(way) })));
  return [
    'TN:',
    `SF:${path}`,
    ...file.functions.map(({ name, start }) => `FN:${start.line},${name}`),
    `FNF:${file.functions.length}`,
    `FNH:${countCovered(file.functions.map(countOf))}`,
    ...file.functions.map((each) => `FNDA:${countOf(each)},${each.name}`),
    ...lines.map(([line, count]) => `DA:${line},${count}`),
    `LF:${lines.length}`,
    `LH:${countCovered(lines.map(([, count]) => count))}`,
    ...arms.map(({ line, block, at, count }) => `BRDA:${line},${block},${at},${count}`),
    `BRF:${arms.length}`,
    `BRH:${countCovered(arms.map(({ count }) => count))}`,
    'end_of_record\n',
  ].join('\n');
}

function countCovered(counts: readonly number[]): number {
  return counts.filter((count) => count > 0).length;
}

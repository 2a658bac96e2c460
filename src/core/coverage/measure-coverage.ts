import type { CountedPoint, FilePoints } from './coverage-points.ts';

/** How many of all there are were reached. */
export interface Ratio {
  readonly covered: number;
  readonly total: number;
}

/** How much of a program was reached, in four ways. */
export interface CoverageRatios {
  readonly statements: Ratio;
  readonly branches: Ratio;
  readonly functions: Ratio;
  /** Lines on which a statement begins. */
  readonly lines: Ratio;
}

/** How much of one file was reached. */
export interface FileCoverage extends CoverageRatios {
  /** Relative to the plugin's folder, with `/`. */
  readonly path: string;
  readonly uncoveredLines: readonly number[];
}

/** How much of the author's own code was reached. */
export interface CodeCoverage extends CoverageRatios {
  readonly files: readonly FileCoverage[];
}

/** Says what counters mean: how much of the code has run. */
export function measureCoverage(files: readonly FilePoints[], counts: readonly number[]): CodeCoverage {
  const measured = files.map((file) => measureFile(file, counts));
  return {
    statements: sum(measured, 'statements'),
    branches: sum(measured, 'branches'),
    functions: sum(measured, 'functions'),
    lines: sum(measured, 'lines'),
    files: measured,
  };
}

/** How often each line ran on which a statement begins. */
export function countLines({ statements }: FilePoints, counts: readonly number[]): ReadonlyMap<number, number> {
  const lines = new Map<number, number>();
  for (const { start, counter } of statements) lines.set(start.line, Math.max(lines.get(start.line) ?? 0, counts[counter] ?? 0));
  return new Map([...lines].sort(([a], [b]) => a - b));
}

/** A ratio as a percentage with one decimal, never rounded up to a hundred; nothing to reach is all of it. */
export function toPercent({ covered, total }: Ratio): number {
  return total === 0 ? 100 : Math.floor((covered / total) * 1_000) / 10;
}

function measureFile(file: FilePoints, counts: readonly number[]): FileCoverage {
  const lines = countLines(file, counts);
  const ratio = (points: readonly CountedPoint[]): Ratio => ({ covered: points.filter(({ counter }) => (counts[counter] ?? 0) > 0).length, total: points.length });
  const uncoveredLines = [...lines].filter(([, count]) => count === 0).map(([line]) => line);
  return {
    path: file.path,
    statements: ratio(file.statements),
    branches: ratio(file.branches.flatMap(({ arms }) => arms)),
    functions: ratio(file.functions),
    lines: { covered: lines.size - uncoveredLines.length, total: lines.size },
    uncoveredLines,
  };
}

function sum(files: readonly FileCoverage[], what: keyof CoverageRatios): Ratio {
  return files.reduce((all, { [what]: each }) => ({ covered: all.covered + each.covered, total: all.total + each.total }), { covered: 0, total: 0 });
}

import { escapeText } from '../diagnostics/escape-text.ts';
import { PLAIN, type Painter } from '../diagnostics/render-diagnostic.ts';
import type { CoverageReport } from './coverage-report.ts';
import { toPercent, type CoverageRatios, type Ratio } from './measure-coverage.ts';

const COLUMNS = ['statements', 'branches', 'functions'] as const satisfies readonly (keyof CoverageRatios)[];
const LONGEST_RANGES = 40;

/** Renders coverage for a person: one line for each file, and what was never called or needed. */
export function renderCoverage(report: CoverageReport, paint: Painter = PLAIN): string {
  const { files, offers, permissions } = report;
  const rows = [...files.map((file) => ({ ...file, name: escapeText(file.path) })), { ...report, name: 'all files', uncoveredLines: [] }];
  const width = Math.max(...rows.map(({ name }) => name.length));
  const head = ['coverage'.padEnd(width), ...COLUMNS.map((column) => column.padStart(10)), ' uncovered lines'].join('  ');
  const lines = rows.map(({ name, uncoveredLines, ...ratios }) => [name.padEnd(width), ...COLUMNS.map((column) => renderRatio(ratios[column], paint)), ` ${shorten(formatRanges(uncoveredLines))}`].join('  ').trimEnd());
  const uncalled = offers.filter(({ calls }) => calls === 0).map(({ type, name }) => (type === 'hook' ? name : `${type} "${escapeText(name)}"`));
  const unused = permissions.filter(({ allowed }) => allowed === 0).map(({ permission }) => permission);
  return [
    paint.strong(head),
    ...lines,
    `hooks and more: ${renderSum(offers.length, uncalled, 'called', paint)}`,
    ...(permissions.length === 0 ? [] : [`permissions: ${renderSum(permissions.length, unused, 'used', paint)}`]),
  ].join('\n');
}

/** Line numbers with what follows on one another put together: `3-5, 9`. */
export function formatRanges(lines: readonly number[]): string {
  const ranges: [first: number, last: number][] = [];
  for (const line of lines) {
    const open = ranges.at(-1);
    if (open?.[1] === line - 1) open[1] = line;
    else ranges.push([line, line]);
  }
  return ranges.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(', ');
}

function renderRatio(ratio: Ratio, paint: Painter): string {
  const percent = toPercent(ratio);
  const text = `${percent.toFixed(1)} %`.padStart(10);
  return percent >= 80 ? paint.success(text) : percent >= 50 ? paint.warning(text) : paint.error(text);
}

function renderSum(total: number, missing: readonly string[], verb: string, paint: Painter): string {
  const never = missing.length === 0 ? '' : paint.warning(`; never ${verb}: ${missing.join(', ')}`);
  return `${total - missing.length} of ${total} ${verb}${never}`;
}

function shorten(text: string): string {
  return text.length <= LONGEST_RANGES ? text : `${text.slice(0, text.lastIndexOf(',', LONGEST_RANGES))}, …`;
}

import type { FilePoints } from '../coverage/coverage-points.ts';
import type { CoverageReport } from '../coverage/coverage-report.ts';
import { countLines, toPercent, type CoverageRatios, type FileCoverage, type Ratio } from '../coverage/measure-coverage.ts';
import { html, type Html } from './html-text.ts';

/** The sources, and how often their parts ran. */
export interface CountedSources {
  readonly files: readonly FilePoints[];
  readonly counts: readonly number[];
}

const COLUMNS = ['statements', 'branches', 'functions', 'lines'] as const satisfies readonly (keyof CoverageRatios)[];

/** Renders what the tests have reached: a table of files, each source with its counts, and what was never called. */
export function renderCoverageSection(coverage: CoverageReport, { files, counts }: CountedSources): Html {
  return html`<section><h2>Coverage</h2>
<div class="scroll"><table><thead><tr><th scope="col">file</th>${COLUMNS.map((column) => html`<th class="number" scope="col">${column}</th>`)}</tr></thead><tbody>
${coverage.files.map((file) => renderRow(file.path, file))}${renderRow('all files', coverage)}</tbody></table></div>
${files.map((file, at) => renderSource(file, counts, coverage.files[at]))}
<h2>Hooks and more</h2>
<table><thead><tr><th scope="col">entry point</th><th scope="col">what</th><th class="number" scope="col">calls</th></tr></thead><tbody>
${coverage.offers.map(({ entry, type, name, calls }) => html`<tr><td><code>${entry}</code></td><td>${type} <code>${name}</code>${calls === 0 && html` <span class="warn">never called</span>`}</td><td class="number">${calls}</td></tr>
`)}</tbody></table></section>`;
}

function renderRow(name: string, ratios: CoverageRatios): Html {
  return html`<tr><th scope="row"><code>${name}</code></th>${COLUMNS.map((column) => html`<td class="number">${renderRatio(ratios[column], column)}</td>`)}</tr>
`;
}

function renderRatio(ratio: Ratio, what: string): Html {
  const percent = toPercent(ratio);
  return html`<meter min="0" max="100" low="50" high="80" optimum="100" value="${percent}" aria-label="${what}"></meter>${percent.toFixed(1)} %`;
}

function renderSource(file: FilePoints, counts: readonly number[], coverage: FileCoverage | undefined): Html {
  const ran = countLines(file, counts);
  const missed = findMissedBranches(file, counts);
  const lines = file.source.replace(/\n$/, '').split('\n');
  return html`<details><summary><span class="name"><code>${file.path}</code></span><span class="time">${coverage && `${toPercent(coverage.statements).toFixed(1)} %`}</span></summary><div class="scroll"><table class="source code"><thead><tr><th class="number" scope="col">line</th><th class="number" scope="col">ran</th><th scope="col">source</th></tr></thead><tbody>
${lines.map((text, at) => renderLine(text.replace(/\r$/, ''), at + 1, ran.get(at + 1), missed.get(at + 1) ?? 0))}</tbody></table></div></details>
`;
}

function renderLine(text: string, line: number, count: number | undefined, missed: number): Html {
  const look = count === 0 ? 'missed' : missed > 0 ? 'partly' : count === undefined ? '' : 'hit';
  const mark = count !== 0 && missed > 0 && html`<span class="mark">${`  ← ${missed === 1 ? 'one way was' : `${missed} ways were`} never taken`}</span>`;
  return html`<tr class="${look}"><td class="number">${line}</td><td class="number count">${count === undefined ? '' : `${count}×`}</td><td>${text}${mark}</td></tr>
`;
}

/** How many ways were never taken, by the line on which they part. */
function findMissedBranches({ branches }: FilePoints, counts: readonly number[]): ReadonlyMap<number, number> {
  const missed = new Map<number, number>();
  for (const { start, arms } of branches) {
    const never = arms.filter(({ counter }) => (counts[counter] ?? 0) === 0).length;
    if (never > 0) missed.set(start.line, (missed.get(start.line) ?? 0) + never);
  }
  return missed;
}

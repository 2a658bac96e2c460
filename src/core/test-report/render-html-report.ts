import { hashScript } from '../ui/content-policy.ts';
import type { CoverageReport } from '../coverage/coverage-report.ts';
import { toPercent } from '../coverage/measure-coverage.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { html, type Html } from './html-text.ts';
import { HTML_STYLE } from './html-style.ts';
import { renderCoverageSection, type CountedSources } from './render-html-coverage.ts';
import { countTests, isPassed, type TestResult, type TestSuite, type TimelineEntry } from './test-report.ts';

/** What a page of results shows. */
export interface HtmlReport {
  readonly plugin: { readonly name: string; readonly version: string };
  readonly suites: readonly TestSuite[];
  readonly durationMs: number;
  readonly seed: number;
  /** When the run ended, as ISO 8601. */
  readonly finishedAt: string;
  /** Problems of the run, those of its suites among them. */
  readonly diagnostics: readonly Diagnostic[];
  readonly coverage?: CoverageReport;
  /** The sources, and how often their parts ran. */
  readonly counted?: CountedSources;
}

/**
 * Renders the results of a run as one page: it needs no script, no other file and no server.
 *
 * Every text in it may be a plugin's: all of them are escaped, and the page's own policy lets no script run.
 */
export function renderHtmlReport(report: HtmlReport): string {
  const { plugin, suites, coverage, counted } = report;
  const policy = `default-src 'none'; style-src '${hashScript(HTML_STYLE)}'; base-uri 'none'; form-action 'none'`;
  const title = `${plugin.name} ${plugin.version}: ${suites.every(isPassed) ? 'passed' : 'failed'}`;
  const shown = new Set(suites.flatMap((suite) => [...suite.problems, ...suite.tests.flatMap(({ problems }) => problems)]));
  const others = report.diagnostics.filter((problem) => !shown.has(problem));
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${{ html: HTML_STYLE }}</style>
</head>
<body>
<header>${renderHead(report)}</header>
<main>
${others.length > 0 && html`<section><h2>About this run</h2>${others.map(renderProblem)}</section>`}
<section><h2>Results</h2>${suites.map(renderSuite)}</section>
<section><h2>Permissions</h2>${renderPermissions(report)}</section>
${coverage && counted && renderCoverageSection(coverage, counted)}
</main>
</body>
</html>
`;
  return page.html;
}

function renderHead({ plugin, suites, durationMs, seed, finishedAt, coverage }: HtmlReport): Html {
  const { passed, failed, skipped } = countTests(suites);
  const isGood = suites.every(isPassed);
  const covered = coverage && Math.floor(toPercent(coverage.statements));
  return html`<h1>${plugin.name} ${plugin.version} <span class="${isGood ? 'good' : 'bad'}">${isGood ? '✓ passed' : '✗ failed'}</span></h1>
<p class="soft">Tested <time datetime="${finishedAt}">${finishedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}</time> in ${formatTime(durationMs)}; seed <code>${seed}</code></p>
<ul class="facts"><li><b class="good">${passed}</b> passed</li><li><b class="${failed > 0 ? 'bad' : 'soft'}">${failed}</b> failed</li><li><b class="soft">${skipped}</b> skipped</li>${covered !== undefined && html`<li><b>${covered} %</b> of statements reached</li>`}</ul>`;
}

function renderSuite(suite: TestSuite): Html {
  const { passed, failed, skipped } = countTests([suite]);
  const counts = [passed > 0 && `${passed} passed`, failed > 0 && `${failed} failed`, skipped > 0 && `${skipped} skipped`].filter((each) => each !== false).join(', ');
  const isGood = isPassed(suite);
  return html`<details class="suite"${!isGood && html` open`}><summary>${renderMark(isGood ? 'passed' : 'failed')}<span class="name">${suite.name}</span><span class="soft">${counts}</span><span class="time">${formatTime(suite.durationMs)}</span></summary>
${suite.problems.length > 0 && html`<div class="body">${suite.problems.map(renderProblem)}</div>`}
${suite.tests.map(renderTest)}</details>
`;
}

function renderTest({ name, state, durationMs, problems, proves, timeline = [] }: TestResult): Html {
  const isEmpty = problems.length === 0 && proves === undefined && timeline.length === 0;
  return html`<details${state === 'failed' && html` open`}><summary>${renderMark(state)}<span class="name">${name}</span><span class="time">${formatTime(durationMs)}</span></summary><div class="body">
${proves !== undefined && html`<p class="soft">${proves}</p>`}${problems.map(renderProblem)}${renderTimeline(timeline)}${isEmpty && html`<p class="soft">Nothing to tell.</p>`}</div></details>
`;
}

const MARKS = { passed: ['✓', 'good'], failed: ['✗', 'bad'], skipped: ['–', 'warn'], todo: ['–', 'soft'] } as const;

function renderMark(state: TestResult['state']): Html {
  const [mark, look] = MARKS[state];
  return html`<span class="${look}" role="img" aria-label="${state}">${mark}</span>`;
}

function renderProblem({ severity, code, message, hint, file, line, column, details = [] }: Diagnostic): Html {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return html`<div class="problem ${severity}"><p><b>${severity} ${code}</b>: ${message}</p>${place !== '' && html`<p><code>${place}</code></p>`}${details.length > 0 && html`<pre>${details.join('\n')}</pre>`}<p class="soft">hint: ${hint}</p></div>`;
}

const KINDS: Readonly<Record<TimelineEntry['type'], string>> = { event: 'host → plugin', call: 'plugin → host', log: 'log' };
const OUTCOMES = { done: ['done', 'soft'], failed: ['failed', 'bad'], refused: ['refused', 'warn'] } as const;

function renderTimeline(timeline: readonly TimelineEntry[]): Html | undefined {
  const [first] = timeline;
  if (first === undefined) return undefined;
  return html`<div class="scroll"><table><caption class="soft">${'What happened, by the plugin’s clock'}</caption><thead><tr><th class="number" scope="col">after</th><th scope="col">who</th><th scope="col">what</th><th scope="col">with</th><th scope="col">outcome</th></tr></thead><tbody>
${timeline.map(({ at, type, name, detail, outcome }) => html`<tr><td class="number time">${formatTime(Math.max(0, at - first.at))}</td><td class="name soft">${KINDS[type]}</td><td class="name"><code>${name}</code></td><td class="wide"><code>${detail}</code></td><td class="${outcome === undefined ? 'soft' : OUTCOMES[outcome][1]}">${outcome === undefined ? (type === 'log' ? '' : 'open') : OUTCOMES[outcome][0]}</td></tr>
`)}</tbody></table></div>`;
}

/** Without a count, what the timelines tell. */
function renderPermissions({ coverage, suites }: HtmlReport): Html {
  const calls = suites.flatMap(({ tests }) => tests.flatMap(({ timeline = [] }) => timeline));
  const names = [...new Set(calls.flatMap(({ permission }) => permission ?? []))].sort();
  const count = (permission: string, isRefused: boolean): number => calls.filter((each) => each.permission === permission && (each.outcome === 'refused') === isRefused).length;
  const uses = coverage?.permissions ?? names.map((permission) => ({ permission, allowed: count(permission, false), refused: count(permission, true) }));
  if (uses.length === 0) return html`<p class="soft">No call needed a permission.</p>`;
  return html`<table><thead><tr><th scope="col">permission</th><th class="number" scope="col">used</th><th class="number" scope="col">refused</th></tr></thead><tbody>
${uses.map(({ permission, allowed, refused }) => html`<tr><td><code>${permission}</code>${allowed === 0 && html` <span class="warn">never used</span>`}</td><td class="number">${allowed}</td><td class="number">${refused}</td></tr>
`)}</tbody></table>`;
}

function formatTime(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(2)} s`;
}

import { escapeText } from '../diagnostics/escape-text.ts';
import { PLAIN, type Painter } from '../diagnostics/render-diagnostic.ts';
import { countTests, isPassed, type TestSuite } from './test-report.ts';

/**
 * Renders a suite for a person: one line, and one more for each test that failed.
 *
 * @returns Lines without a newline at the end.
 */
export function renderSuite(suite: TestSuite, paint: Painter = PLAIN): string {
  const mark = isPassed(suite) ? paint.success('✓') : paint.error('✗');
  const head = [mark, paint.strong(escapeText(suite.name)), describeCounts([suite], paint), renderTime(suite.durationMs, paint)];
  const failed = suite.tests
    .filter(({ state }) => state === 'failed')
    .map((test) => `    ${paint.error('✗')} ${escapeText(test.name)}  ${renderTime(test.durationMs, paint)}`);
  return [head.filter((part) => part !== '').join('  '), ...failed].join('\n');
}

/** Renders the last line of a run. */
export function renderTotals({ suites, durationMs, seed }: TotalsParts, paint: Painter = PLAIN): string {
  const verdict = suites.every(isPassed) ? paint.success('passed') : paint.error('failed');
  const isBroken = suites.some((suite) => suite.type === 'contract' && !isPassed(suite));
  const repeat = isBroken ? paint.faint(`; --seed ${seed} repeats it`) : '';
  return `${paint.strong('test')} ${verdict}: ${describeCounts(suites, paint) || 'no test ran'} in ${renderTime(durationMs, paint)}${repeat}`;
}

interface TotalsParts {
  readonly suites: readonly TestSuite[];
  readonly durationMs: number;
  readonly seed: number;
}

function describeCounts(suites: readonly TestSuite[], paint: Painter): string {
  const { passed, failed, skipped } = countTests(suites);
  const problems = suites.flatMap((suite) => suite.problems.filter(({ severity }) => severity === 'error')).length;
  return [
    passed > 0 ? `${passed} passed` : '',
    failed > 0 ? paint.error(`${failed} failed`) : '',
    problems > 0 ? paint.error(problems === 1 ? '1 problem' : `${problems} problems`) : '',
    skipped > 0 ? paint.warning(`${skipped} skipped`) : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

function renderTime(ms: number, paint: Painter): string {
  return paint.faint(ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(2)} s`);
}

import { describe, expect, test } from 'vitest';
import { createCoverageReport } from '../../../../src/core/coverage/coverage-report.ts';
import type { FilePoints } from '../../../../src/core/coverage/coverage-points.ts';
import { createDiagnostic } from '../../../../src/core/diagnostics/plexi-error.ts';
import { html } from '../../../../src/core/test-report/html-text.ts';
import { renderHtmlReport, type HtmlReport } from '../../../../src/core/test-report/render-html-report.ts';
import type { TestResult } from '../../../../src/core/test-report/test-report.ts';

const FAILED: TestResult = {
  name: 'is <b>bold</b>',
  state: 'failed',
  durationMs: 12,
  problems: [{ ...createDiagnostic('PLX4203', {}, { file: '/p/a.ts', line: 3, column: 4 }), severity: 'error', details: ['- "old"', '+ "new"'] }],
  timeline: [
    { at: 1_000, type: 'event', name: 'onMessageReceived', detail: '{"type":"message.received"}', outcome: 'done' },
    { at: 3_500, type: 'call', name: 'messages.send', detail: '', outcome: 'refused', permission: 'messages.write' },
    { at: 3_500, type: 'call', name: 'messages.get', detail: '', permission: 'messages.read' },
  ],
};

const REPORT: HtmlReport = {
  plugin: { name: 'weather', version: '1.0.0' },
  suites: [
    { type: 'file', name: 'tests/a.test.ts', durationMs: 1_500, problems: [], tests: [FAILED, { name: 'waits', state: 'todo', durationMs: 0, problems: [] }] },
    { type: 'contract', name: 'contract: tool', durationMs: 3, problems: [], tests: [{ name: 'starts', state: 'passed', durationMs: 3, problems: [], proves: 'It starts.' }] },
  ],
  durationMs: 2_000,
  seed: 7,
  finishedAt: '2026-02-03T10:00:00.000Z',
  diagnostics: [createDiagnostic('PLX4215', {}), ...FAILED.problems],
};

const span = (line: number): { readonly start: { line: number; column: number }; readonly end: { line: number; column: number } } => ({ start: { line, column: 0 }, end: { line, column: 5 } });
const FILE: FilePoints = {
  path: 'src/a.ts',
  source: 'if (a < b) x();\ny();\n// end\n',
  statements: [{ ...span(1), counter: 0 }, { ...span(2), counter: 1 }],
  functions: [],
  branches: [{ type: 'if', ...span(1), arms: [{ ...span(1), counter: 0 }, { ...span(1), counter: 2 }] }],
};

/** The text of a page without its tags, in one line. */
function textOf(page: string): string {
  return page.replace(/<style>.*<\/style>/s, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
}

describe('renderHtmlReport', () => {
  const page = renderHtmlReport(REPORT);

  test('says how it went, and shows each suite and test; what failed is open', () => {
    const text = textOf(page);
    expect(text).toContain('weather 1.0.0 ✗ failed Tested 2026-02-03 10:00:00 UTC in 2.00 s; seed 7 1 passed 1 failed 1 skipped');
    expect(text).toContain('It starts.');
    const open = [...page.matchAll(/<details[^>]* open>.*?<span class="name">(.*?)<\/span>/gs)].map(([, name]) => name);
    expect(open).toEqual(['tests/a.test.ts', 'is &lt;b&gt;bold&lt;/b&gt;']);
  });

  test('a problem has its code, place, details and hint; those of the run come first, and none comes twice', () => {
    const text = textOf(page);
    expect(text).toMatch(/About this run info PLX4215 .* Results .*error PLX4203 : the plugin has no test of its own \/p\/a\.ts:3:4 - &quot;old&quot; \+ &quot;new&quot; hint: write one/);
    expect(page.match(/PLX4203/g)).toHaveLength(1);
  });

  test('the timeline counts from the first event, by the plugin’s clock', () => {
    const rows = [...page.matchAll(/<tr><td class="number time">.*?<\/tr>/gs)].map(([row]) => textOf(row).trim());
    expect(rows).toEqual([
      '0 ms host → plugin onMessageReceived {&quot;type&quot;:&quot;message.received&quot;} done',
      '2.50 s plugin → host messages.send refused',
      '2.50 s plugin → host messages.get open',
    ]);
  });

  test('permissions are those of the calls, or all that the manifest asks for where there is coverage', () => {
    expect(textOf(page)).toContain('messages.read 1 0 messages.write never used 0 1');
    const use = { counts: [2, 0, 0], offers: [{ entry: 'src/a.ts', type: 'hook', name: 'onLoad', calls: 0 }], permissions: [] };
    const counted = renderHtmlReport({ ...REPORT, coverage: createCoverageReport([FILE], use, ['users.read']), counted: { files: [FILE], counts: use.counts } });
    expect(textOf(counted)).toContain('users.read never used 0 0');
    expect(textOf(counted)).toContain('src/a.ts hook onLoad never called 0');
  });

  test('a source shows what ran, what did not, and where a way was never taken', () => {
    const counts = [2, 0, 0];
    const counted = renderHtmlReport({ ...REPORT, coverage: createCoverageReport([FILE], { counts, offers: [], permissions: [] }, []), counted: { files: [FILE], counts } });
    const rows = [...counted.matchAll(/<tr class="(\w*)"><td class="number">(\d)<\/td><td class="number count">(.*?)<\/td><td>(.*?)<\/td>/g)].map(([, ...parts]) => parts);
    expect(rows).toEqual([
      ['partly', '1', '2×', 'if (a &lt; b) x();<span class="mark">  ← one way was never taken</span>'],
      ['missed', '2', '0×', 'y();'],
      ['', '3', '', '// end'],
    ]);
  });

  test('needs nothing from elsewhere, and no script', () => {
    expect(page).not.toMatch(/<(?:script|link|img|iframe|object|base)\b|\bon\w+=|url\(|@import|https?:|style=/i);
    expect(page).toMatch(/Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-[\w+/]{43}=&#39;/);
  });
});

describe('html', () => {
  test('escapes what is put in, and not what was written with it', () => {
    expect(html`<p>${['<', html`<i>${'"&\''}</i>`, 3, false, undefined]}</p>`.html).toBe('<p>&lt;<i>&quot;&amp;&#39;</i>3</p>');
  });
  test('shows what controls, what turns the direction, and halves of characters by number', () => {
    expect(html`${'a\u0000\u001b\u202e\ud800\u{1f600}'}`.html).toBe('a\\u{0}\\u{1b}\\u{202e}\\u{d800}\u{1f600}');
  });
});

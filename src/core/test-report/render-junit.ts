import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { renderDiagnostic } from '../diagnostics/render-diagnostic.ts';
import { countTests, type TestResult, type TestSuite } from './test-report.ts';

/**
 * Renders suites as JUnit XML, as continuous integration services read it.
 *
 * A problem of a suite itself becomes a test case of its own: most readers count nothing else.
 *
 * @param plugin - The plugin's name.
 */
export function renderJunit(plugin: string, suites: readonly TestSuite[], durationMs: number): string {
  const attributes = renderAttributes({ name: plugin, ...countCases(suites), time: seconds(durationMs) });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes}>\n${suites.map(renderSuite).join('')}</testsuites>\n`;
}

function renderSuite(suite: TestSuite): string {
  const attributes = renderAttributes({ name: suite.name, ...countCases([suite]), time: seconds(suite.durationMs) });
  const broken = suite.problems.filter(isError);
  const cases = [...(broken.length > 0 ? [renderBrokenSuite(suite, broken)] : []), ...suite.tests.map((test) => renderCase(suite, test))];
  return `  <testsuite${attributes}>\n${cases.join('')}  </testsuite>\n`;
}

function countCases(suites: readonly TestSuite[]): Record<string, number> {
  const { passed, failed, skipped } = countTests(suites);
  const errors = suites.filter((suite) => suite.problems.some(isError)).length;
  return { tests: passed + failed + skipped + errors, failures: failed, errors, skipped };
}

function renderBrokenSuite(suite: TestSuite, problems: readonly Diagnostic[]): string {
  const attributes = renderAttributes({ name: suite.name, classname: suite.name, time: seconds(0) });
  return `    <testcase${attributes}>\n${problems.map((problem) => renderProblem('error', problem)).join('')}    </testcase>\n`;
}

function renderCase(suite: TestSuite, test: TestResult): string {
  const attributes = renderAttributes({
    name: test.name,
    classname: suite.name,
    time: seconds(test.durationMs),
    ...(test.file !== undefined && { file: test.file }),
    ...(test.line !== undefined && { line: test.line }),
  });
  const content = renderContent(test);
  return content === '' ? `    <testcase${attributes}/>\n` : `    <testcase${attributes}>\n${content}    </testcase>\n`;
}

function renderContent(test: TestResult): string {
  if (test.state === 'skipped' || test.state === 'todo') return '      <skipped/>\n';
  return test.problems.filter(isError).map((problem) => renderProblem('failure', problem)).join('');
}

function renderProblem(element: 'error' | 'failure', problem: Diagnostic): string {
  const attributes = renderAttributes({ type: problem.code, message: problem.message });
  return `      <${element}${attributes}>${escapeXml(renderDiagnostic(problem))}</${element}>\n`;
}

function renderAttributes(attributes: Readonly<Record<string, string | number>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value)).replace(/[\t\n\r]/g, (text) => `&#${text.charCodeAt(0)};`)}"`)
    .join('');
}

// XML 1.0, production 2: these characters cannot be written in any form, so they are shown by number.
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

function escapeXml(text: string): string {
  return text
    .replace(NOT_XML, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
    .replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(3);
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}

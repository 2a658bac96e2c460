import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDiagnostic } from '../../../../src/core/diagnostics/plexi-error.ts';
import { renderJunit } from '../../../../src/core/test-report/render-junit.ts';
import type { TestSuite } from '../../../../src/core/test-report/test-report.ts';
import { parseXml } from '../../../helpers/parse-xml.ts';

const problem = createDiagnostic('PLX4200', { name: 'a', reason: 'expected 1 to be 2' }, { file: '/p/tests/a.test.ts', line: 3, column: 5 });

const SUITES: readonly TestSuite[] = [
  {
    type: 'file',
    name: 'tests/a.test.ts',
    durationMs: 12.3456,
    problems: [],
    tests: [
      { name: 'passes', state: 'passed', durationMs: 1, problems: [], file: '/p/tests/a.test.ts', line: 1 },
      { name: 'fails', state: 'failed', durationMs: 2, problems: [{ ...problem, details: ['- 2', '+ 1'] }] },
      { name: 'waits', state: 'todo', durationMs: 0, problems: [] },
    ],
  },
  { type: 'file', name: 'tests/b.test.ts', durationMs: 0, tests: [], problems: [createDiagnostic('PLX4201', { file: 'tests/b.test.ts', reason: 'no' })] },
];

describe('renderJunit', () => {
  test('counts tests, failures, errors and skipped tests, over all suites and in each', () => {
    const root = parseXml(renderJunit('weather', SUITES, 1_500));
    expect(root.attributes).toEqual({ name: 'weather', tests: '4', failures: '1', errors: '1', skipped: '1', time: '1.500' });
    expect(root.children.map(({ attributes }) => attributes)).toEqual([
      { name: 'tests/a.test.ts', tests: '3', failures: '1', errors: '0', skipped: '1', time: '0.012' },
      { name: 'tests/b.test.ts', tests: '1', failures: '0', errors: '1', skipped: '0', time: '0.000' },
    ]);
  });

  test('has one case per test, with its failure, place and difference', () => {
    const [passes, fails, waits] = parseXml(renderJunit('weather', SUITES, 0)).children[0]?.children ?? [];
    expect(passes?.attributes).toMatchObject({ name: 'passes', classname: 'tests/a.test.ts', file: '/p/tests/a.test.ts', line: '1' });
    expect(fails?.children[0]?.attributes).toEqual({ type: 'PLX4200', message: 'test "a" failed: expected 1 to be 2' });
    expect(fails?.children[0]?.text).toContain('/p/tests/a.test.ts:3:5');
    expect(fails?.children[0]?.text).toContain('+ 1');
    expect(waits?.children.map(({ name }) => name)).toEqual(['skipped']);
  });

  test('a suite that could not run is a case with an error', () => {
    const [, broken] = parseXml(renderJunit('weather', SUITES, 0)).children;
    expect(broken?.children[0]?.children[0]).toMatchObject({ name: 'error', attributes: { type: 'PLX4201' } });
  });

  test('is well-formed, and keeps every name, whatever the texts are', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constantFrom(']]>', '<![CDATA[', '\u0000\u001b[2J', '\ud800', '\ufffe', 'a\tb\nc\r', '&amp;', '"\''));
    fc.assert(
      fc.property(text, text, text, (name, message, detail) => {
        const failing = { ...problem, message, details: [detail] };
        const suite: TestSuite = { type: 'file', name, durationMs: 0, problems: [failing], tests: [{ name, state: 'failed', durationMs: 0, problems: [failing] }] };
        const [read] = parseXml(renderJunit(name, [suite], 0)).children;
        expect(read?.attributes['name']).toBe(printable(name));
        expect(read?.children[1]?.children[0]?.attributes['message']).toBe(printable(message));
      }),
    );
  });
});

function printable(text: string): string {
  const characters = Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const isAllowed = code === 9 || code === 10 || code === 13 || (code >= 0x20 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd) || code >= 0x10000;
    return isAllowed ? character : `\\u{${code.toString(16)}}`;
  });
  return characters.join('');
}

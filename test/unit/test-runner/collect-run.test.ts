import { describe, expect, test } from 'vitest';
import { createDiagnostic } from '../../../src/core/diagnostics/plexi-error.ts';
import { collectRun } from '../../../src/test-runner/collect-run.ts';
import type { AuthorFile, AuthorTest, Failure } from '../../../src/test-runner/protocol.ts';

const DIRECTORY = '/weather';
const FILE = '/weather/tests/a.test.ts';
const passed = (name: string): AuthorTest => ({ name, state: 'passed', durationMs: 1, line: 3, column: 1, failures: [] });
const failure = (changes: Partial<Failure> = {}): Failure => ({ name: 'AssertionError', message: 'expected 1 to be 2', frames: [{ file: FILE, line: 4, column: 9 }], ...changes });
const file = (changes: Partial<AuthorFile>): AuthorFile => ({ file: FILE, durationMs: 5, tests: [], failures: [], hookFailures: [], ...changes });

describe('collectRun', () => {
  test('orders files by path, whichever ended first', () => {
    const run = collectRun(DIRECTORY);
    for (const name of ['b', 'a', 'c']) run.accept({ type: 'file-ended', file: file({ file: `/weather/tests/${name}.test.ts`, tests: [passed('x')] }) });
    expect(run.finish().map(({ name }) => name)).toEqual(['tests/a.test.ts', 'tests/b.test.ts', 'tests/c.test.ts']);
  });

  test('points at the innermost line in the plugin’s folder, and keeps the difference', () => {
    const run = collectRun(DIRECTORY);
    const frames = [{ file: '/weather/node_modules/x/index.js', line: 1, column: 1 }, { file: '/tool/dist/testing/index.js', line: 1, column: 1 }, { file: '/weather/src/index.ts', line: 7, column: 3 }, { file: FILE, line: 4, column: 9 }];
    run.accept({ type: 'file-ended', file: file({ tests: [{ ...passed('x'), state: 'failed', failures: [failure({ frames, diff: '- 2\n+ 1' })] }] }) });
    expect(run.finish()[0]?.tests[0]?.problems).toEqual([
      { ...createDiagnostic('PLX4200', { name: 'x', reason: 'expected 1 to be 2' }, { file: '/weather/src/index.ts', line: 7, column: 3 }), details: ['- 2', '+ 1', 'at tests/a.test.ts:4:9'] },
    ]);
  });

  test('without a frame of its own a failure is where the test is', () => {
    const run = collectRun(DIRECTORY);
    run.accept({ type: 'file-ended', file: file({ tests: [{ ...passed('x'), state: 'failed', failures: [failure({ frames: [] })] }] }) });
    expect(run.finish()[0]?.tests[0]?.problems[0]).toMatchObject({ file: FILE, line: 3, column: 1 });
  });

  test('a problem of the plugin keeps its own code and place', () => {
    const run = collectRun(DIRECTORY);
    const own = createDiagnostic('PLX4110', { text: 'x' }, { file: '/weather/src/index.ts', line: 2, column: 1 });
    run.accept({ type: 'file-ended', file: file({ tests: [{ ...passed('x'), state: 'failed', failures: [failure({ diagnostics: [own] })] }] }) });
    expect(run.finish()[0]?.tests[0]?.problems).toEqual([{ ...own, details: ['in test "x"', 'at tests/a.test.ts:4:9'] }]);
  });

  for (const [what, changes, code] of [
    ['a file that does not load', { failures: [failure()] }, 'PLX4201'],
    ['a hook around tests', { hookFailures: [{ group: 'g', failure: failure() }], tests: [passed('x')] }, 'PLX4209'],
    ['a test marked with .only', { only: { file: FILE, line: 1, column: 6 }, tests: [passed('x')] }, 'PLX4202'],
  ] as const) {
    test(`${what} is a problem of its file: ${code}`, () => {
      const run = collectRun(DIRECTORY);
      run.accept({ type: 'file-ended', file: file(changes) });
      expect(run.finish()[0]?.problems).toMatchObject([{ code, file: FILE }]);
    });
  }

  test('a snapshot that differs has a code of its own', () => {
    const run = collectRun(DIRECTORY);
    run.accept({ type: 'file-ended', file: file({ tests: [{ ...passed('x'), state: 'failed', failures: [failure({ message: 'Snapshot `x 1` mismatched' })] }] }) });
    expect(run.finish()[0]?.tests[0]?.problems[0]?.code).toBe('PLX4204');
  });

  test('what failed outside of every test is in a suite of its own', () => {
    const run = collectRun(DIRECTORY);
    run.accept({ type: 'file-ended', file: file({ tests: [passed('x')] }) });
    run.accept({ type: 'run-ended', failures: [failure()] });
    expect(run.finish()[1]).toMatchObject({ name: 'tests', problems: [{ code: 'PLX4208', line: 4 }] });
  });

  describe('when the run breaks off', () => {
    const broken = createDiagnostic('PLX4205', { status: 'SIGSEGV', where: 'x' });
    const begin = () => {
      const run = collectRun(DIRECTORY);
      run.accept({ type: 'file-started', file: FILE });
      return run;
    };

    test('the running test fails with the reason; those that ended keep their result', () => {
      const run = begin();
      run.accept({ type: 'test-started', file: FILE, test: { name: 'a', timeoutMs: 5_000 } });
      run.accept({ type: 'test-ended', file: FILE, test: passed('a') });
      run.accept({ type: 'test-started', file: FILE, test: { name: 'b', timeoutMs: 5_000, line: 9, column: 3 } });
      expect(run.locate()).toEqual({ text: '"b" of tests/a.test.ts', location: { file: FILE, line: 9, column: 3 } });
      expect(run.finish(broken)).toMatchObject([{ tests: [{ name: 'a', state: 'passed' }, { name: 'b', state: 'failed', problems: [broken] }] }]);
    });

    test('before the first test the reason stands alone', () => {
      const run = begin();
      expect(run.locate()).toEqual({ text: 'tests/a.test.ts', location: { file: FILE } });
      expect(run.finish(broken)).toMatchObject([{ name: 'tests', tests: [], problems: [broken] }]);
    });
  });
});

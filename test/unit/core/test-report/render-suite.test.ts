import { describe, expect, test } from 'vitest';
import { createDiagnostic } from '../../../../src/core/diagnostics/plexi-error.ts';
import { renderSuite, renderTotals } from '../../../../src/core/test-report/render-suite.ts';
import type { TestResult, TestState, TestSuite } from '../../../../src/core/test-report/test-report.ts';

const result = (name: string, state: TestState): TestResult => ({ name, state, durationMs: 4.4, problems: [] });
const suite = (tests: readonly TestResult[], problems: TestSuite['problems'] = []): TestSuite => ({ type: 'file', name: 'tests/a.test.ts', durationMs: 1_234, tests, problems });

describe('renderSuite', () => {
  test('a suite that passed is one line', () => {
    expect(renderSuite(suite([result('a', 'passed'), result('b', 'passed')]))).toBe('✓  tests/a.test.ts  2 passed  1.23 s');
  });

  test('a suite that failed names each test that did', () => {
    const text = renderSuite(suite([result('a', 'passed'), result('b › c', 'failed'), result('d', 'todo')]));
    expect(text).toBe('✗  tests/a.test.ts  1 passed, 1 failed, 1 skipped  1.23 s\n    ✗ b › c  4 ms');
  });

  test('a suite with a problem of its own has failed, although no test has', () => {
    expect(renderSuite(suite([], [createDiagnostic('PLX4201', { file: 'a', reason: 'b' })]))).toBe('✗  tests/a.test.ts  1 problem  1.23 s');
  });

  test('a warning does not fail a suite', () => {
    expect(renderSuite(suite([], [createDiagnostic('PLX4203', {})]))).toMatch(/^✓/);
  });

  test('names from test files cannot control the terminal', () => {
    expect(renderSuite(suite([result('\u001b[2J', 'failed')]))).toContain('\\u{1b}[2J');
  });
});

describe('renderTotals', () => {
  test('says at a glance how it went', () => {
    expect(renderTotals({ suites: [suite([result('a', 'passed')]), suite([result('b', 'failed'), result('c', 'skipped')])], durationMs: 950, seed: 7 })).toBe('test failed: 1 passed, 1 failed, 1 skipped in 950 ms');
    expect(renderTotals({ suites: [suite([result('a', 'passed')])], durationMs: 950, seed: 7 })).toBe('test passed: 1 passed in 950 ms');
  });

  test('names the seed when a contract is not kept', () => {
    const failed = { ...suite([result('a', 'failed')]), type: 'contract' as const };
    expect(renderTotals({ suites: [failed], durationMs: 950, seed: 7 })).toBe('test failed: 1 failed in 950 ms; --seed 7 repeats it');
  });

  test('says when nothing ran', () => {
    expect(renderTotals({ suites: [], durationMs: 5, seed: 7 })).toBe('test passed: no test ran in 5 ms');
  });
});

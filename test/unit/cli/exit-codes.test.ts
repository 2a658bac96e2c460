import { describe, expect, test } from 'vitest';
import { exitCodeOf } from '../../../src/cli/exit-codes.ts';
import { createDiagnostic } from '../../../src/core/diagnostics/plexi-error.ts';

const usage = createDiagnostic('PLX0006', { code: 'x' });
const problem = createDiagnostic('PLX0008', { action: 'open', path: 'x', reason: 'EACCES', remedy: 'y' });

describe('exitCodeOf', () => {
  test('is 0 without an error', () => {
    expect(exitCodeOf([])).toBe(0);
    expect(exitCodeOf([{ ...problem, severity: 'warning' }])).toBe(0);
  });

  test('is 1 for a problem and 2 for wrong usage; the first error decides', () => {
    expect(exitCodeOf([problem])).toBe(1);
    expect(exitCodeOf([usage, problem])).toBe(2);
    expect(exitCodeOf([{ ...usage, severity: 'warning' }, problem])).toBe(1);
  });
});

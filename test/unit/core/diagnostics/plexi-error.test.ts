import { describe, expect, test } from 'vitest';
import { createDiagnostic, fail, failOnErrors, PlexiError } from '../../../../src/core/diagnostics/plexi-error.ts';

describe('createDiagnostic', () => {
  test('fills message and hint and takes the severity from the catalogue', () => {
    expect(createDiagnostic('PLX0003', { flag: '--kind', value: 'x', expected: 'a kind', command: 'init' })).toEqual({
      code: 'PLX0003',
      severity: 'error',
      message: '--kind takes a kind, not "x"',
      hint: 'give --kind one of the values that "plexi-plugin init --help" lists',
    });
  });

  test('carries the place, and no empty fields', () => {
    const diagnostic = createDiagnostic('PLX0006', { code: 'PLX9' }, { file: 'a.json', line: 2, column: 3 });
    expect(diagnostic).toMatchObject({ file: 'a.json', line: 2, column: 3 });
    expect(Object.keys(createDiagnostic('PLX0006', { code: 'x' }, { file: 'a' }))).not.toContain('line');
  });

  test('escapes what comes from outside, also when it looks like a placeholder', () => {
    const { message } = createDiagnostic('PLX0006', { code: '\u001b[2J{code}' });
    expect(message).toBe('there is no problem code "\\u{1b}[2J{code}"');
  });
});

describe('fail', () => {
  test('throws the code with its place and its cause', () => {
    const cause = new Error('disk');
    const location = { file: 'plugin.json', line: 1, column: 1 };
    const run = (): never => fail('PLX0007', { directory: '/x' }, { location, cause });
    expect(run).toThrowCode('PLX0007', { location });
    expect(run).toThrow(expect.objectContaining({ cause }) as Error);
  });
});

describe('failOnErrors', () => {
  const error = createDiagnostic('PLX0009', {});
  const warning = { ...error, severity: 'warning' } as const;

  test('throws every error and no warning', () => {
    const thrown = (() => {
      try {
        failOnErrors([warning, error, error]);
      } catch (caught) {
        return caught;
      }
      return undefined;
    })();
    expect(thrown).toBeInstanceOf(PlexiError);
    expect((thrown as PlexiError).diagnostics).toEqual([error, error]);
  });

  test('does nothing without an error', () => {
    expect(() => {
      failOnErrors([warning]);
    }).not.toThrow();
  });
});

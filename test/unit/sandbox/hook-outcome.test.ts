import { describe, expect, test } from 'vitest';
import { createDiagnostic } from '../../../src/core/diagnostics/plexi-error.ts';
import { createFailure } from '../../../src/sandbox/guest-failure.ts';
import { createHookError, createRejectionDiagnostic, readHookResult, withStack } from '../../../src/sandbox/hook-outcome.ts';
import { TEST_LIMITS } from '../../helpers/sandbox.ts';

const OPTIONS = { plugin: 'weather', code: '', limits: TEST_LIMITS, allowedMethods: new Set<string>(), log: () => {}, call: async () => null };
const ON_LOAD = { hook: 'onLoad', plugin: 'weather' };
const STACK = { text: '    at a (src/index.ts:1:2)\n    at b (src/index.ts:3:4)', location: { file: 'src/index.ts', line: 1, column: 2 } };

describe('readHookResult', () => {
  test('reads JSON', () => {
    expect(readHookResult('{"a":1}', undefined, ON_LOAD)).toEqual({ a: 1 });
  });
  test('refuses what may not cross with PLX4017', () => {
    expect(() => readHookResult('{"__proto__":1}', undefined, ON_LOAD)).toThrowCode('PLX4017');
  });
});

describe('createHookError', () => {
  test('is PLX4010 at the innermost line, with what was thrown as its cause', () => {
    const error = createHookError({ name: 'TypeError', message: 'no', code: 'X', stack: 'raw' }, STACK, 'onLoad', OPTIONS);
    expect(error).toMatchObject({ code: 'PLX4010', cause: { name: 'TypeError', message: 'no', code: 'X', stack: STACK.text } });
    expect(error.diagnostics[0]).toMatchObject({ ...STACK.location, details: STACK.text.split('\n') });
  });
  test('has no code where the error had none, and says when to try again where it did', () => {
    const { cause } = createHookError(createFailure('no'), STACK, 'onLoad', OPTIONS);
    expect(Object.keys(cause as object)).toEqual(['name', 'message', 'stack']);
    expect(createHookError({ ...createFailure('no'), retryAfterMs: 5 }, STACK, 'onLoad', OPTIONS).cause).toMatchObject({ retryAfterMs: 5 });
  });
  for (const [message, limit] of [['text', TEST_LIMITS.messageBytes], ['bytes', TEST_LIMITS.attachmentBytes], ['anything', TEST_LIMITS.messageBytes]] as const) {
    test(`is PLX4007 for a result that is too large, with the limit of "${message}"`, () => {
      const error = createHookError({ ...createFailure(message), code: 'RESULT_TOO_LARGE' }, STACK, 'onLoad', OPTIONS);
      expect(error).toMatchObject({ code: 'PLX4007', message: expect.stringContaining(`${limit} bytes`) as unknown });
    });
  }
});

test('createRejectionDiagnostic is a warning at the line', () => {
  expect(createRejectionDiagnostic('{"message":"lost"}', () => STACK, 'weather')).toMatchObject({ code: 'PLX4015', severity: 'warning', line: 1 });
});

describe('withStack', () => {
  const diagnostic = createDiagnostic('PLX4018', { plugin: 'weather' });
  const details = (...lines: readonly string[]) => withStack(diagnostic, { text: lines.join('\n'), location: undefined }).details;

  test('adds nothing for one frame or none', () => {
    expect([details(), details('a')]).toEqual([undefined, undefined]);
  });
  test('folds frames that repeat', () => {
    expect(details('a', 'b', 'b', 'b', 'c', 'c', 'a')).toEqual(['a', 'b', '    … 2 more', 'c', '    … 1 more', 'a']);
  });
});

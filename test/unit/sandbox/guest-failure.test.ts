import { describe, expect, test } from 'vitest';
import { createFailure, formatFailure, parseFailure } from '../../../src/sandbox/guest-failure.ts';

const EMPTY = { name: '', message: '', code: '', stack: '' };

describe('parseFailure', () => {
  test('reads the four texts', () => {
    const failure = { name: 'TypeError', message: 'no', code: 'X', stack: 'at y' };
    expect(parseFailure(JSON.stringify({ ...failure, more: 1 }))).toEqual(failure);
  });
  test('reads when to try again', () => {
    expect(parseFailure('{"name":"RateLimitError","retryAfterMs":30000}')).toEqual({ ...EMPTY, name: 'RateLimitError', retryAfterMs: 30_000 });
  });
  for (const text of ['', 'null', '1', '[]', '{"name":1,"message":{},"code":null}', '{"__proto__":{"name":"x"}}', '{"retryAfterMs":"30"}', '{"retryAfterMs":-1}', '{"retryAfterMs":1e999}', '{"retryAfterMs":null}']) {
    test(`leaves empty what ${JSON.stringify(text)} does not say`, () => {
      expect(parseFailure(text)).toEqual(EMPTY);
    });
  }
});

describe('formatFailure', () => {
  const TEXTS = [
    [{ ...EMPTY, name: 'TypeError', message: 'no' }, 'TypeError: no'],
    [{ ...EMPTY, message: 'first\nsecond' }, 'first'],
    [{ ...EMPTY, name: 'Error' }, 'Error'],
    [createFailure(''), 'no reason was given'],
  ] as const;
  for (const [failure, text] of TEXTS) {
    test(`says ${JSON.stringify(text)}`, () => {
      expect(formatFailure(failure)).toBe(text);
    });
  }
});

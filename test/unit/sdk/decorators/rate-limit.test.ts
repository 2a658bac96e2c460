import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { rateLimit } from '../../../../sdk/decorators/rate-limit.ts';
import { RateLimitError } from '../../../../sdk/errors.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 0, toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const attempt = (call: () => unknown): number => {
  try {
    call();
    return 0;
  } catch (error) {
    if (error instanceof RateLimitError) return error.retryAfterMs;
    throw error;
  }
};

describe('rateLimit', () => {
  test('lets a burst through, then says when to come back', () => {
    const call = rateLimit({ requests: 2, window: '1m' })(() => undefined);
    expect([attempt(call), attempt(call), attempt(call)]).toEqual([0, 0, 30_000]);
    vi.setSystemTime(29_999);
    expect(attempt(call)).toBe(1);
    vi.setSystemTime(30_000);
    expect(attempt(call)).toBe(0);
  });

  test('keeps a limit for every key, and sees the arguments', () => {
    const call = rateLimit({ requests: 1, window: 1_000, key: (user: string) => user })((user: string, n: number) => user.length + n);
    expect(call('alice', 1)).toBe(6);
    expect(attempt(() => call('alice', 1))).toBe(1_000);
    expect(call('bob', 1)).toBe(4);
  });

  test('keeps a limit for every object, and passes its this', () => {
    class Dice {
      readonly name: string;
      constructor(name: string) {
        this.name = name;
      }
      @rateLimit({ requests: 1, window: '1s' })
      roll(): string {
        return this.name;
      }
    }
    const [a, b] = [new Dice('a'), new Dice('b')];
    expect([a.roll(), b.roll()]).toEqual(['a', 'b']);
    expect(() => a.roll()).toThrow(RateLimitError);
  });

  test('does not run what it refuses', () => {
    let runs = 0;
    const call = rateLimit({ requests: 1, window: '1s' })(() => void (runs += 1));
    attempt(call);
    attempt(call);
    expect(runs).toBe(1);
  });

  test('never lets more through than the burst and the rate allow', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 }), (requests, waits) => {
      vi.setSystemTime(0);
      const call = rateLimit({ requests, window: 1_000 })(() => undefined);
      let passed = 0;
      let now = 0;
      for (const wait of waits) {
        vi.setSystemTime((now += wait));
        if (attempt(call) === 0) passed += 1;
      }
      expect(passed).toBeLessThanOrEqual(requests + (now * requests) / 1_000 + 1e-6);
    }));
  });

  test('lets a call through after exactly the wait it was told', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 10, max: 5_000 }), (requests, window) => {
      vi.setSystemTime(0);
      const call = rateLimit({ requests, window })(() => undefined);
      for (let at = 0; at < requests; at++) call();
      const wait = attempt(call);
      vi.setSystemTime(wait);
      expect(attempt(call)).toBe(0);
    }));
  });

  const WRONG = [
    [{ requests: 0, window: '1m' }, 'must allow 1 request or more, not 0'],
    [{ requests: 1.5, window: '1m' }, 'must allow 1 request or more, not 1.5'],
    [{ requests: 1, window: 0 }, 'the window of rateLimit must be'],
    [{ requests: 1, window: 'soon' as never }, 'such as "5m", not "soon"'],
  ] as const;
  for (const [options, message] of WRONG) {
    test(`refuses ${JSON.stringify(options)}`, () => {
      expect(() => rateLimit(options)).toThrow(message);
    });
  }
});

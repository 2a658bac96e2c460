import { describe, expect, test } from 'vitest';
import { parseDuration } from '../../../src/host/parse-duration.ts';

const DURATIONS = [
  [500, 500],
  [0, 0],
  ['250ms', 250],
  ['30s', 30_000],
  ['5m', 300_000],
  ['1.5h', 5_400_000],
  ['2d', 172_800_000],
] as const;

const REFUSED = ['', 'h', '1', '1 h', '-1s', '1w', '1e3s', '.5s', Number.NaN, Number.POSITIVE_INFINITY, -1] as const;

describe('parseDuration', () => {
  for (const [duration, ms] of DURATIONS) {
    test(`reads ${JSON.stringify(duration)} as ${String(ms)} ms`, () => {
      expect(parseDuration(duration)).toBe(ms);
    });
  }

  for (const duration of REFUSED) {
    test(`refuses ${JSON.stringify(duration)} (${typeof duration}) with PLX4110`, () => {
      expect(() => parseDuration(duration)).toThrowCode('PLX4110');
    });
  }
});

import { expect, test } from 'vitest';
import { createRestartDelays } from '../../../src/sandbox/restart-delays.ts';

test('the first restart waits for nothing, each further one twice as long, up to the longest, until the window has passed', () => {
  const delays = createRestartDelays({ delayMs: 100, longestDelayMs: 300, windowMs: 1_000 });
  expect([0, 1, 2, 3, 4].map((now) => delays(now).delayMs)).toEqual([0, 100, 200, 300, 300]);
  expect(delays(1_003)).toEqual({ count: 2, delayMs: 100 });
  expect(delays(9_000)).toEqual({ count: 1, delayMs: 0 });
});

import { expect, test } from 'vitest';
import { createVirtualClock } from '../../../src/host/virtual-clock.ts';
import { wait } from '../../../src/host/wait.ts';

const START = '2026-01-01T12:00:00Z';

test('waits on the clock it is given', async () => {
  const clock = createVirtualClock(START);
  let isOver = false;
  const waiting = wait(clock, 1_000, new AbortController().signal).then(() => { isOver = true; });
  await clock.advance(999);
  expect(isOver).toBe(false);
  await clock.advance(1);
  await waiting;
  expect(isOver).toBe(true);
});

test('ends with the reason of the signal, before or while it waits', async () => {
  const clock = createVirtualClock(START);
  const ended = new AbortController();
  const waiting = wait(clock, 1_000, ended.signal);
  ended.abort(new Error('nobody waits'));
  await expect(waiting).rejects.toThrow('nobody waits');
  await expect(wait(clock, 1_000, ended.signal)).rejects.toThrow('nobody waits');
  await expect(wait(clock, 1_000, AbortSignal.abort('a text'))).rejects.toThrow('a text');
});

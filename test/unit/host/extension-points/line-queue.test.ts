import { describe, expect, test } from 'vitest';
import { createLineQueue } from '../../../../src/host/extension-points/line-queue.ts';
import { createPendingWork } from '../../../../src/host/pending-work.ts';
import { createVirtualClock } from '../../../../src/host/virtual-clock.ts';

const line = (text: string) => ({ plugin: 'weather', level: 'info' as const, timestamp: '2026-01-01T12:00:00.000Z', text });

function open(run: (texts: readonly string[]) => Promise<void> = () => Promise.resolve()) {
  const clock = createVirtualClock('2026-01-01T12:00:00Z');
  const work = createPendingWork();
  const settled = (): Promise<void> => work.settled();
  const batches: (readonly string[])[] = [];
  const told: string[] = [];
  const queue = createLineQueue({
    clock,
    follow: work.follow,
    async run(lines) {
      const texts = lines.map(({ text }) => text);
      batches.push(texts);
      await run(texts);
    },
    onFailure: ({ code }) => void told.push(code),
    onPause: (problem) => void told.push(`paused: ${problem}`),
    onDropped: (count) => void told.push(`dropped ${String(count)}`),
  });
  return { clock, queue, batches, told, settled };
}

describe('createLineQueue', () => {
  test('hands over together what comes together, a hundred at most', async () => {
    const { queue, batches, settled } = open();
    for (let at = 0; at < 250; at++) queue.push(line(String(at)), false);
    await settled();
    expect(batches.map(({ length }) => length)).toEqual([100, 100, 50]);
    expect(batches.flat()).toEqual(Array.from({ length: 250 }, (_, at) => String(at)));
  });

  test('hands over as many long lines as a message holds', async () => {
    const { queue, batches, settled } = open();
    for (let at = 0; at < 6; at++) queue.push(line('x'.repeat(70_000)), false);
    await settled();
    expect(batches.map(({ length }) => length)).toEqual([2, 2, 2]);
  });

  test('drops what does not fit while the handler is slow, and says how much', async () => {
    let release: () => void = () => undefined;
    const { queue, batches, told, settled } = open(() => new Promise((resolve) => { release = resolve; }));
    queue.push(line('first'), false);
    await expect.poll(() => queue.isBusy).toBe(true);
    for (let at = 0; at < 1_203; at++) queue.push(line(String(at)), false);
    for (let at = 1; at <= 11; at++) {
      await expect.poll(() => batches.length).toBe(at);
      release();
    }
    await settled();
    expect(batches.flat()).toHaveLength(1_001);
    expect(told).toEqual(['dropped 203']);
  });

  test('lets an echo wait for a second, and takes it along with what comes meanwhile', async () => {
    const { clock, queue, batches, settled } = open();
    queue.push(line('echo'), true);
    await settled();
    expect(batches).toEqual([]);
    await clock.advance('1s', settled);
    expect(batches).toEqual([['echo']]);
  });

  test('drops what is nothing but its own echo, after three times', async () => {
    const { clock, queue, batches, settled } = open((texts) => {
      for (const text of texts) queue.push(line(`${text}!`), true);
      return Promise.resolve();
    });
    queue.push(line('hello'), false);
    await settled();
    await clock.advance('1h', settled);
    expect(batches).toEqual([['hello'], ['hello!'], ['hello!!'], ['hello!!!']]);
  });
});

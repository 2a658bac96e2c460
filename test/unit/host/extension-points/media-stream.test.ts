import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMediaStream } from '../../../../src/host/extension-points/media-stream.ts';
import { createVirtualClock } from '../../../../src/host/virtual-clock.ts';

const clockAt = () => createVirtualClock('2026-01-01T12:00:00Z');

/** A stream of texts whose processor is done when the test says so. */
function createManual(longestQueue = 3) {
  const clock = clockAt();
  const open: (() => void)[] = [];
  const stream = createMediaStream<string>({
    clock,
    latestMs: 100,
    longestQueue,
    run: (frame, sequence) => new Promise((resolve) => { open.push(() => { resolve(`${frame}${String(sequence)}!`); }); }),
  });
  const settle = () => new Promise<void>((resolve) => { setImmediate(resolve); });
  return { clock, open, stream, settle };
}

describe('createMediaStream', () => {
  test('gives one frame for each, in order, whatever the processor does', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 30 }), async (delays) => {
      const stream = createMediaStream<number>({ clock: clockAt(), latestMs: 100, longestQueue: 4, run: async (frame, sequence) => {
        for (let turn = 0; turn < (delays[sequence] ?? 0); turn++) await Promise.resolve();
        return frame;
      } });
      const out: number[] = [];
      await Promise.all(delays.map(async (_, at) => void out.push(await stream.process(at))));
      expect(out).toEqual(delays.map((_, at) => at));
      const { frames, processed, late } = stream.counts;
      expect([frames, processed + late]).toEqual([delays.length, delays.length]);
    }));
  });

  test('passes on a frame that took too long as it came, and those behind it until the processor is back', async () => {
    const { clock, open, stream, settle } = createManual();
    const first = stream.process('a');
    const second = stream.process('b');
    await settle();
    await clock.advance(100, settle);
    expect(await Promise.all([first, second])).toEqual(['a', 'b']);
    expect(await stream.process('c')).toBe('c');
    open[0]?.();
    await settle();
    const next = stream.process('d');
    await settle();
    open[1]?.();
    expect(await next).toBe('d3!');
    expect(stream.counts).toEqual({ frames: 4, processed: 1, late: 3 });
  });

  test('passes on what comes while too many wait', async () => {
    const { open, stream, settle } = createManual(2);
    const frames = ['a', 'b', 'c', 'd'].map((frame) => stream.process(frame));
    for (let at = 0; at < frames.length; at++) {
      await settle();
      open.shift()?.();
    }
    expect(await Promise.all(frames)).toEqual(['a0!', 'b1!', 'c', 'd']);
  });

  test('ends when the last frame is through, and takes no other', async () => {
    const { open, stream, settle } = createManual();
    const frame = stream.process('a');
    let hasEnded = false;
    const end = stream.end().then(() => { hasEnded = true; });
    await settle();
    expect(hasEnded).toBe(false);
    open[0]?.();
    expect(await frame).toBe('a0!');
    await end;
    await expect(stream.process('b')).rejects.toThrow('has ended');
  });
});

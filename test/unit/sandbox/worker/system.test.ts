import { describe, expect, test } from 'vitest';
import { createGuestSystem } from '../../../../src/sandbox/worker/system.ts';

const REALTIME = 0;
const MONOTONIC = 1;

function createCalls(now?: number, seed?: number) {
  const memory = { buffer: new ArrayBuffer(64) };
  const system = createGuestSystem(now, seed);
  const wasi = system.wasi(memory) as Record<string, (...args: (number | bigint)[]) => number>;
  const readClock = (clock: number): bigint => {
    expect(wasi['clock_time_get']?.(clock, 1n, 8)).toBe(0);
    return new DataView(memory.buffer).getBigUint64(8, true);
  };
  const readRandom = (length: number): string => {
    new Uint8Array(memory.buffer).fill(0);
    expect(wasi['random_get']?.(16, length)).toBe(0);
    return Buffer.from(memory.buffer, 16, length).toString('hex');
  };
  return { system, wasi, readClock, readRandom };
}

describe('createGuestSystem', () => {
  test('seeds the engine through its clock, then tells the time', () => {
    const { system, readClock } = createCalls(1_000, 7);
    const seed = readClock(REALTIME);
    expect(seed).not.toBe(1_000_000_000n);
    expect(readClock(MONOTONIC)).toBe(1_000_000_000n);
    system.seeded();
    expect(readClock(REALTIME)).toBe(1_000_000_000n);
  });

  test('gives each seed its own sequence, and the same one again', () => {
    const sequence = (seed?: number) => {
      const { readClock, readRandom } = createCalls(0, seed);
      return [readClock(REALTIME), readRandom(16), readRandom(3)].join();
    };
    expect(sequence(1)).toBe(sequence(1));
    const different = new Set([0, 1, 2, 0.5, -1, Number.NaN].map(sequence));
    expect(different.size).toBe(6);
    expect(sequence()).not.toBe(sequence());
  });

  test('moves a clock that stands', () => {
    const { system, readClock } = createCalls(1_000, 7);
    system.seeded();
    system.setNow(2_500);
    expect(readClock(REALTIME)).toBe(2_500_000_000n);
    expect(readClock(MONOTONIC)).toBe(2_500_000_000n);
  });

  test('does not move a clock that runs', () => {
    const { system, readClock } = createCalls();
    system.seeded();
    system.setNow(2_500);
    const before = BigInt(Date.now()) * 1_000_000n;
    expect(readClock(REALTIME)).toBeGreaterThanOrEqual(before);
  });

  test('fills exactly as many bytes as asked for', () => {
    const { readRandom } = createCalls(0, 1);
    expect(readRandom(48)).toHaveLength(96);
    expect(readRandom(0)).toBe('');
  });

  test('lets the engine write nowhere', () => {
    expect(createCalls().wasi['fd_write']?.(1, 0, 0, 0)).toBe(8);
  });
});

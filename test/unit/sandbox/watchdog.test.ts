import { describe, expect, test } from 'vitest';
import { createWatchdog } from '../../../src/sandbox/watchdog.ts';
import { SHARED } from '../../../src/sandbox/wire.ts';

const LIMITS = { cpuMsPerCall: 500, cpuMsPerSecond: 500 };
const TICK_MS = 50;

/** A worker whose CPU time and clock the test moves by hand. */
function createWorker() {
  const shared = new Int32Array(SHARED.cells);
  const overruns: string[] = [];
  let cpu = 0;
  let now = 0;
  let tick: (() => void) | undefined;
  const watchdog = createWatchdog({
    limits: LIMITS,
    shared,
    readCpu: () => cpu,
    now: () => now,
    every(ms, callback) {
      expect(ms).toBe(TICK_MS);
      tick = callback;
      return () => (tick = undefined);
    },
    onOverrun: (kind) => overruns.push(kind),
  });
  return {
    watchdog,
    shared,
    overruns,
    isAwake: () => tick !== undefined,
    beginTurn: () => Atomics.add(shared, SHARED.turn, 1),
    endTurn: () => Atomics.add(shared, SHARED.turn, 1),
    /** Lets time pass, of which the worker uses a share. */
    pass(ms: number, share: number) {
      for (let passed = 0; passed < ms; passed += TICK_MS) {
        now += TICK_MS;
        cpu += TICK_MS * share;
        tick?.();
      }
    },
  };
}

describe('createWatchdog', () => {
  test('sleeps until the worker has something to do, and when it is idle again', () => {
    const worker = createWorker();
    expect(worker.isAwake()).toBe(false);
    worker.watchdog.watch();
    expect(worker.isAwake()).toBe(true);
    worker.beginTurn();
    worker.endTurn();
    worker.pass(1000, 0);
    expect(worker.isAwake()).toBe(false);
    worker.watchdog.watch();
    expect(worker.isAwake()).toBe(true);
  });

  test('stays awake for a worker that has not come to its turns yet, on a busy machine', () => {
    const worker = createWorker();
    worker.watchdog.watch();
    worker.watchdog.watch();
    worker.pass(5_000, 0);
    worker.beginTurn();
    worker.endTurn();
    worker.pass(5_000, 0);
    expect(worker.isAwake()).toBe(true);
    worker.beginTurn();
    worker.pass(1_000, 1);
    expect(worker.overruns).toEqual(['cpu-turn']);
  });

  test('ends a turn that the worker does not end itself, after a grace', () => {
    const worker = createWorker();
    worker.watchdog.watch();
    worker.beginTurn();
    worker.pass(600, 1);
    expect(worker.overruns).toEqual([]);
    worker.pass(150, 1);
    expect(worker.overruns).toEqual(['cpu-turn']);
    expect(worker.isAwake()).toBe(false);
  });

  test('does not count what the worker waits for a processor: a busy machine stops nobody', () => {
    const worker = createWorker();
    worker.watchdog.watch();
    worker.beginTurn();
    worker.pass(10_000, 0.05);
    expect(worker.overruns).toEqual([]);
    expect(worker.isAwake()).toBe(true);
  });

  test('starts counting again with each turn', () => {
    const worker = createWorker();
    worker.watchdog.watch();
    for (let turn = 0; turn < 10; turn++) {
      worker.beginTurn();
      worker.pass(400, 1);
      worker.endTurn();
      worker.pass(1000, 0);
      worker.watchdog.watch();
    }
    expect(worker.overruns).toEqual([]);
  });

  test('asks a worker to stop that uses too much over ten seconds, then ends it', () => {
    const worker = createWorker();
    worker.watchdog.watch();
    let ms = 0;
    while (worker.overruns.length === 0 && ms < 60_000) {
      worker.beginTurn();
      worker.pass(100, 1);
      worker.endTurn();
      ms += 100;
      if (worker.shared[SHARED.stop] === 0) expect(ms).toBeLessThanOrEqual(10_100);
    }
    expect(worker.shared[SHARED.stop]).toBe(1);
    expect(worker.overruns).toEqual(['cpu-rate']);
    expect(ms).toBeGreaterThan(9_900);
  });

  test('lets half of a processor be used for ever', () => {
    const worker = createWorker();
    worker.watchdog.watch();
    for (let second = 0; second < 100; second++) {
      worker.beginTurn();
      worker.pass(400, 1);
      worker.endTurn();
      worker.pass(600, 0.1);
      worker.watchdog.watch();
    }
    expect(worker.overruns).toEqual([]);
    expect(worker.shared[SHARED.stop]).toBe(0);
  });

  test('is silent once it was stopped', () => {
    const worker = createWorker();
    worker.watchdog.watch();
    worker.watchdog.stop();
    worker.beginTurn();
    worker.pass(5000, 1);
    expect(worker.overruns).toEqual([]);
  });
});

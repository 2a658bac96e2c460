import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createVirtualClock } from '../../../src/host/virtual-clock.ts';

describe('createVirtualClock', () => {
  test('stands still', async () => {
    const clock = createVirtualClock('2026-01-01T12:00:00Z');
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(clock.now()).toBe(Date.UTC(2026, 0, 1, 12));
  });

  test('runs each timer at its own time, in order of time and then of setting', async () => {
    const clock = createVirtualClock(0);
    const ran: string[] = [];
    const note = (name: string) => () => void ran.push(`${name}@${clock.now()}`);
    clock.setTimer(200, note('c'));
    clock.setTimer(100, note('a'));
    clock.setTimer(100, note('b'));
    clock.setTimer(301, note('late'));
    await clock.advance(300);
    expect(ran).toEqual(['a@100', 'b@100', 'c@200']);
    expect(clock.now()).toBe(300);
  });

  test('runs timers that timers set, when they fall due within the same move', async () => {
    const clock = createVirtualClock(0);
    const ticks: number[] = [];
    const tick = (): void => {
      ticks.push(clock.now());
      clock.setTimer(600_000, tick);
    };
    clock.setTimer(600_000, tick);
    await clock.advance('1h');
    expect(ticks).toEqual([1, 2, 3, 4, 5, 6].map((n) => n * 600_000));
  });

  test('waits after each timer for what it started', async () => {
    const clock = createVirtualClock(0);
    const order: string[] = [];
    let work = Promise.resolve();
    clock.setTimer(1, () => {
      work = new Promise((resolve) => setTimeout(resolve, 5)).then(() => void order.push('work'));
    });
    clock.setTimer(2, () => void order.push('second'));
    await clock.advance(2, () => work);
    expect(order).toEqual(['work', 'second']);
  });

  test('does not run a timer that was cancelled', async () => {
    const clock = createVirtualClock(0);
    let ran = false;
    clock.setTimer(1, () => { ran = true; }).cancel();
    await clock.advance(10);
    expect(ran).toBe(false);
  });

  test('tells of every move until one stops listening', async () => {
    const clock = createVirtualClock(0);
    const moves: number[] = [];
    const stop = clock.onMove((now) => void moves.push(now));
    clock.setTimer(5, () => undefined);
    await clock.advance(10);
    stop();
    await clock.advance(10);
    expect(moves).toEqual([5, 10]);
  });

  test('two moves are the same as one of their sum', async () => {
    const delays = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(delays, fc.nat(60), fc.nat(60), async (timers, first, second) => {
        const run = async (...moves: number[]): Promise<unknown> => {
          const clock = createVirtualClock(0);
          const ran: string[] = [];
          timers.forEach((delay, index) => clock.setTimer(delay, () => void ran.push(`${String(index)}@${String(clock.now())}`)));
          for (const move of moves) await clock.advance(move);
          return { ran, now: clock.now() };
        };
        expect(await run(first, second)).toEqual(await run(first + second));
      }),
    );
  });
});

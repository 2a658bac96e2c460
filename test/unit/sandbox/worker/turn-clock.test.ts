import { describe, expect, test } from 'vitest';
import { SHARED } from '../../../../src/sandbox/wire.ts';
import { createTurnClock } from '../../../../src/sandbox/worker/turn-clock.ts';

function spin(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

describe('createTurnClock', () => {
  test('shows the host whether a turn is running', () => {
    const shared = new Int32Array(SHARED.cells);
    const clock = createTurnClock(shared, 1000, undefined);
    clock.begin();
    expect(shared[SHARED.turn]).toBe(1);
    clock.end();
    expect(shared[SHARED.turn]).toBe(2);
  });

  test('asks for CPU time once a turn is no brief one, and not again before as much time has passed on the wall', () => {
    let reads = 0;
    const clock = createTurnClock(new Int32Array(SHARED.cells), 1000, { read: () => reads++ });
    clock.begin();
    expect(reads).toBe(0);
    spin(2);
    for (let asked = 0; asked < 1000; asked++) expect(clock.overrun()).toBeUndefined();
    expect(reads).toBe(1);
  });

  test('stops nothing before the first turn, however long the thread took to start', () => {
    const clock = createTurnClock(new Int32Array(SHARED.cells), 5, { read: () => 1_000 });
    expect(clock.overrun()).toBeUndefined();
  });

  test('stops a turn that has used its CPU time', () => {
    const clock = createTurnClock(new Int32Array(SHARED.cells), 5, { read: () => performance.now() });
    clock.begin();
    spin(2);
    expect(clock.overrun()).toBeUndefined();
    spin(6);
    expect(clock.overrun()).toBe('cpu-turn');
  });

  test('goes on when the time passed without the processor', () => {
    let cpu = 0;
    const clock = createTurnClock(new Int32Array(SHARED.cells), 5, { read: () => cpu });
    clock.begin();
    spin(2);
    expect(clock.overrun()).toBeUndefined();
    spin(20);
    cpu = 4;
    expect(clock.overrun()).toBeUndefined();
    spin(2);
    cpu = 5;
    expect(clock.overrun()).toBe('cpu-turn');
  });

  test('starts again with each turn', () => {
    let cpu = 0;
    const clock = createTurnClock(new Int32Array(SHARED.cells), 5, { read: () => cpu });
    for (let turn = 0; turn < 4; turn++) {
      clock.begin();
      cpu += 3;
      spin(6);
      expect(clock.overrun()).toBeUndefined();
      clock.end();
    }
  });

  test('stops as soon as the host asks', () => {
    const shared = new Int32Array(SHARED.cells);
    const clock = createTurnClock(shared, 1000, undefined);
    clock.begin();
    shared[SHARED.stop] = 1;
    expect(clock.overrun()).toBe('cpu-rate');
  });
});

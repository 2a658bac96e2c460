import { describe, expect, test } from 'vitest';
import { startTask, type ScheduledTask, type StartedRun, type TaskOutcome, type TaskRecord } from '../../../../src/host/tasks/scheduled-task.ts';
import { parseTaskPlan } from '../../../../src/host/tasks/task-plan.ts';
import { createVirtualClock } from '../../../../src/host/virtual-clock.ts';
import type { JsonValue } from '../../../../sdk/runtime-interface.ts';

const NEW: TaskRecord = { anchor: 0, failures: 0, notBefore: 0, runs: 0, skipped: 0 };

/** A task on a virtual clock that begins at zero; times are seconds. */
function start(options: { readonly [name: string]: JsonValue }, { ends = () => Promise.resolve('succeeded'), record = NEW, at = 0 }: Partial<Setting> = {}) {
  const clock = createVirtualClock(at * 1_000);
  const begun: number[] = [];
  const runs: StartedRun[] = [];
  const task: ScheduledTask = startTask({
    plan: parseTaskPlan(options, 0),
    record,
    clock,
    run: (run) => {
      begun.push(clock.now() / 1_000);
      runs.push(run);
      return ends(run);
    },
    onRecord: () => undefined,
  });
  return { clock, task, begun, runs, advance: (duration: string) => clock.advance(duration, () => new Promise((resolve) => { setImmediate(resolve); })) };
}

interface Setting {
  readonly ends: (run: StartedRun) => Promise<TaskOutcome>;
  readonly record: TaskRecord;
  readonly at: number;
}

const EVERY_MINUTE = { schedule: { everyMs: 60_000 } };
const never = (): Promise<TaskOutcome> => new Promise(() => undefined);
const failing = (): Promise<TaskOutcome> => Promise.resolve('failed');

describe('a task', () => {
  test('runs every so often, first so long after it started', async () => {
    const { begun, advance, task } = start(EVERY_MINUTE);
    await advance('3m');
    expect(begun).toEqual([60, 120, 180]);
    expect(task).toMatchObject({ state: 'waiting', nextRun: 240_000, record: { runs: 3, skipped: 0, lastRun: { dueAt: 180_000, outcome: 'succeeded' } } });
  });

  test('runs by cron, in order, however far the clock goes', async () => {
    const { begun, advance } = start({ schedule: { cron: '0 2 * * *' } });
    await advance('400d');
    expect(begun).toEqual(Array.from({ length: 400 }, (_, day) => day * 86_400 + 7_200));
  });

  test('waits longer than timers of the machine can', async () => {
    const { begun, advance } = start({ schedule: { cron: '0 0 1 7 *' } });
    await advance('182d');
    expect(begun).toEqual([Date.UTC(1970, 6, 1) / 1_000]);
  });

  test('runs at once where it should', () => {
    expect(start({ ...EVERY_MINUTE, atStart: true }).begun).toEqual([0]);
  });

  test('never runs twice at the same time: what falls due meanwhile is skipped', async () => {
    const { begun, advance, task } = start(EVERY_MINUTE, { ends: never });
    await advance('5m');
    expect(begun).toEqual([60]);
    expect(task).toMatchObject({ state: 'running', record: { skipped: 4 } });
    expect(task.runNow()).toBe(false);
  });

  test('runs once more right after a run that others waited for, where it queues', async () => {
    let end: (outcome: TaskOutcome) => void = () => undefined;
    const { begun, advance } = start({ ...EVERY_MINUTE, overlap: 'queue' }, { ends: () => new Promise((resolve) => { end = resolve; }) });
    await advance('210s');
    end('succeeded');
    await new Promise((resolve) => { setImmediate(resolve); });
    expect(begun).toEqual([60, 210]);
  });

  test('tries again after a failure, longer each time, and then waits for its turn', async () => {
    const { begun, advance, runs } = start({ schedule: { everyMs: 3_600_000 }, retries: 2, retryDelayMs: 10_000 }, { ends: failing });
    await advance('2h');
    expect(begun).toEqual([3_600, 3_610, 3_630, 7_200]);
    expect(runs.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4]);
    expect(runs.map(({ dueAt }) => dueAt / 1_000)).toEqual([3_600, 3_600, 3_600, 7_200]);
  });

  test('that goes on failing runs less and less often, up to the longest delay', async () => {
    const { begun, advance } = start({ ...EVERY_MINUTE, retryDelayMs: 60_000, longestDelayMs: 300_000 }, { ends: failing });
    await advance('30m');
    expect(begun.map((at) => at / 60)).toEqual([1, 2, 4, 8, 13, 18, 23, 28]);
  });

  test('that works again runs as often as before', async () => {
    let isDown = true;
    const { begun, advance, task } = start({ ...EVERY_MINUTE, retryDelayMs: 120_000 }, { ends: () => Promise.resolve(isDown ? 'failed' : 'succeeded') });
    await advance('1m');
    isDown = false;
    await advance('4m');
    expect(begun.map((at) => at / 60)).toEqual([1, 3, 4, 5]);
    expect(task.record.failures).toBe(0);
  });

  test('goes on counting where it was, when its plugin comes back', async () => {
    const { begun, advance } = start({ schedule: { everyMs: 3_600_000 } }, { record: { ...NEW, anchor: 1_800_000 }, at: 3_000 });
    await advance('1h');
    expect(begun).toEqual([5_400]);
  });

  const MISSED = [
    ['skip', []],
    ['run', [10_000]],
  ] as const;
  for (const [missed, expected] of MISSED) {
    test(`whose runs were missed: ${missed}`, () => {
      const { begun, task } = start({ schedule: { everyMs: 3_600_000 }, missed }, { at: 10_000 });
      expect(begun).toEqual(expected);
      expect(task.nextRun).toBe(missed === 'run' ? 13_600_000 : 10_800_000);
    });
  }

  test('can be paused, resumed, rescheduled and run by hand', async () => {
    const { begun, advance, task } = start(EVERY_MINUTE);
    task.pause();
    await advance('5m');
    expect(task).toMatchObject({ state: 'paused', nextRun: undefined });
    expect(task.runNow()).toBe(true);
    await advance('1s');
    task.resume();
    await advance('59s');
    task.reschedule({ everyMs: 120_000 });
    await advance('4m');
    expect(begun).toEqual([300, 360, 480, 600]);
  });

  test('that is stopped begins nothing more, and aborts what it is doing', async () => {
    const { begun, advance, task, runs } = start(EVERY_MINUTE, { ends: never });
    await advance('1m');
    task.stop();
    await advance('1h');
    expect(begun).toEqual([60]);
    expect(runs[0]?.signal.aborted).toBe(true);
  });
});

describe('parseTaskPlan', () => {
  const REFUSED = [
    [{}, 'the parameters must be an object'],
    [{ schedule: {} }, 'a schedule has either everyMs or cron'],
    [{ schedule: { everyMs: 60_000, cron: '* * * * *' } }, 'a schedule has either everyMs or cron'],
    [{ schedule: { everyMs: 999 } }, 'it runs every 999 ms, and 1000 ms is the shortest'],
    [{ schedule: { cron: '99 * * * *' } }, '"99 * * * *" is no cron expression: Invalid value for minute: 99'],
    [{ schedule: { cron: '0 0 30 2 *' } }, '"0 0 30 2 *" never comes'],
    [{ schedule: { cron: '0 2 * * *', timeZone: 'Mars/Olympus' } }, '"Mars/Olympus" is no time zone'],
    [{ ...EVERY_MINUTE, overlap: 'both' }, 'overlap must be "skip" or "queue"'],
    [{ ...EVERY_MINUTE, retries: -1 }, 'retries must be a whole number'],
    [{ ...EVERY_MINUTE, timeoutMs: 86_400_000 }, 'timeoutMs must be a whole number'],
    [{ ...EVERY_MINUTE, often: true }, 'there is no parameter "often"'],
    ['hourly', 'the parameters must be an object'],
  ] as const satisfies readonly (readonly [JsonValue, string])[];

  for (const [options, message] of REFUSED) {
    test(`refuses ${JSON.stringify(options)}`, () => {
      expect(() => parseTaskPlan(options, 0)).toThrow(message);
    });
  }
});

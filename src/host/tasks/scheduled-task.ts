import { findNextRun, type Schedule } from '../../core/schedule/schedule.ts';
import type { Clock, Timer } from '../clock.ts';
import type { TaskPlan } from './task-plan.ts';

/** How a run ended. `cancelled`: its plugin was disabled meanwhile. */
export type TaskOutcome = 'succeeded' | 'failed' | 'cancelled';

/** A run that has ended; times are milliseconds since 1970. */
export interface EndedRun {
  readonly dueAt: number;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly outcome: TaskOutcome;
}

/** What is known of a task from one time its plugin is enabled to the next. */
export interface TaskRecord {
  /** When it was due last, or first seen: from here its next run is counted. */
  readonly anchor: number;
  /** Failures in a row. */
  readonly failures: number;
  /** After a failure: no run is due before. */
  readonly notBefore: number;
  readonly runs: number;
  /** Runs that fell due and did not happen. */
  readonly skipped: number;
  readonly lastRun?: EndedRun;
}

/** One run, as it begins. */
export interface StartedRun {
  readonly dueAt: number;
  readonly attempt: number;
  readonly signal: AbortSignal;
}

/** What a task works with. */
export interface ScheduledTaskOptions {
  readonly plan: TaskPlan;
  readonly record: TaskRecord;
  readonly clock: Clock;
  /** Runs it once; never rejects. */
  readonly run: (run: StartedRun) => Promise<TaskOutcome>;
  /** Takes the record whenever it changes. */
  readonly onRecord: (record: TaskRecord) => void;
}

/** A task while its plugin is enabled. It never runs twice at the same time. */
export interface ScheduledTask {
  readonly record: TaskRecord;
  readonly state: 'waiting' | 'running' | 'paused';
  /** When it runs next; `undefined` while it is paused, and when its schedule has come to an end. */
  readonly nextRun: number | undefined;
  readonly schedule: Schedule;
  /** Begins a run now. @returns Whether it did: `false` while one is under way. */
  runNow(): boolean;
  reschedule(schedule: Schedule): void;
  pause(): void;
  resume(): void;
  /** Begins no further run, and aborts the one that is under way. */
  stop(): void;
}

// The longest wait that timers of the machine can take is 24.8 days.
const LONGEST_WAIT_MS = 86_400_000;

/** Starts a task. */
export function startTask({ plan, record: first, clock, run, onRecord }: ScheduledTaskOptions): ScheduledTask {
  let { schedule } = plan;
  let record = first;
  let timer: Timer | undefined;
  let nextRun: number | undefined;
  let running: AbortController | undefined;
  let isQueued = false;
  let isPaused = false;
  let isStopped = false;

  function update(changes: Partial<TaskRecord>): void {
    record = { ...record, ...changes };
    onRecord(record);
  }

  function wait(until: number | undefined, then: (until: number) => void = fallDue): void {
    timer?.cancel();
    timer = undefined;
    nextRun = until;
    if (until === undefined || isPaused || isStopped) return;
    const now = clock.now();
    timer = until - now > LONGEST_WAIT_MS
      ? clock.setTimer(LONGEST_WAIT_MS, () => { wait(until, then); })
      : clock.setTimer(Math.max(0, until - now), () => { then(until); });
  }

  const waitForNext = (): void => { wait(findNextRun(schedule, record.anchor, Math.max(clock.now(), record.notBefore - 1))); };

  function fallDue(dueAt: number): void {
    update({ anchor: dueAt });
    if (running === undefined) begin(dueAt);
    else if (plan.overlap === 'queue') isQueued = true;
    else update({ skipped: record.skipped + 1 });
    waitForNext();
  }

  function begin(dueAt: number): void {
    const controller = new AbortController();
    const startedAt = clock.now();
    running = controller;
    update({ runs: record.runs + 1 });
    void run({ dueAt, attempt: record.failures + 1, signal: controller.signal }).then((outcome) => {
      running = undefined;
      const endedAt = clock.now();
      update({ lastRun: { dueAt, startedAt, endedAt, outcome }, ...judge(outcome, endedAt) });
      if (!isStopped) goOn(dueAt, outcome);
    });
  }

  function judge(outcome: TaskOutcome, now: number): Pick<TaskRecord, 'failures' | 'notBefore'> {
    if (outcome !== 'failed') return { failures: outcome === 'succeeded' ? 0 : record.failures, notBefore: 0 };
    const delay = Math.min(plan.longestDelayMs, plan.retryDelayMs * 2 ** record.failures);
    return { failures: record.failures + 1, notBefore: now + delay };
  }

  function goOn(dueAt: number, outcome: TaskOutcome): void {
    if (outcome === 'failed') {
      isQueued = false;
      const isRetried = record.failures <= plan.retries && (nextRun === undefined || record.notBefore < nextRun);
      if (isRetried) wait(record.notBefore, () => { retry(dueAt); });
      else waitForNext();
    } else if (isQueued) {
      isQueued = false;
      begin(clock.now());
    }
  }

  function retry(dueAt: number): void {
    if (running === undefined) begin(dueAt);
    waitForNext();
  }

  function startUp(): void {
    const missed = findNextRun(schedule, record.anchor, record.anchor);
    const isMissed = plan.missed === 'run' && missed !== undefined && missed <= clock.now();
    if (isMissed) update({ anchor: clock.now() });
    if (isMissed || plan.atStart) begin(isMissed ? missed : clock.now());
    waitForNext();
  }

  startUp();
  return {
    get record() {
      return record;
    },
    get state() {
      if (running !== undefined) return 'running';
      return isPaused ? 'paused' : 'waiting';
    },
    get nextRun() {
      return isPaused ? undefined : nextRun;
    },
    get schedule() {
      return schedule;
    },
    runNow() {
      if (running !== undefined) return false;
      begin(clock.now());
      return true;
    },
    reschedule(next) {
      schedule = next;
      waitForNext();
    },
    pause() {
      isPaused = true;
      wait(undefined);
    },
    resume() {
      isPaused = false;
      waitForNext();
    },
    stop() {
      isStopped = true;
      wait(undefined);
      running?.abort(new Error('the plugin was disabled'));
    },
  };
}

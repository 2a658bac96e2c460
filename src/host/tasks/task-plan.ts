import type { BoundaryValue, JsonValue } from '../../../sdk/runtime-interface.ts';
import { checkSchedule, type Schedule } from '../../core/schedule/schedule.ts';
import { HostCallError } from '../../sandbox/engine.ts';
import { boolean, integer, oneOf, optional, parseParams, text, type ParamParser } from '../methods/parse-params.ts';

/** When a task runs, and what happens when it cannot: what a plugin wants, made whole and checked. */
export interface TaskPlan {
  readonly schedule: Schedule;
  /** What a run does that falls due while the last one is under way. */
  readonly overlap: 'skip' | 'queue';
  /** Whether one run makes up for those that fell due while the plugin was not enabled. */
  readonly missed: 'skip' | 'run';
  readonly atStart: boolean;
  readonly retries: number;
  readonly retryDelayMs: number;
  readonly longestDelayMs: number;
  readonly timeoutMs: number;
}

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const duration = integer({ min: 1, max: 366 * 24 * HOUR });

const PLAN = {
  schedule: (value: BoundaryValue | undefined) => value ?? null,
  overlap: optional(oneOf('skip', 'queue')),
  missed: optional(oneOf('skip', 'run')),
  atStart: optional(boolean),
  retries: optional(integer({ min: 0, max: 100 })),
  retryDelayMs: optional(duration),
  longestDelayMs: optional(duration),
  timeoutMs: optional(integer({ min: SECOND, max: HOUR })),
};

const SCHEDULE = { everyMs: optional(duration), cron: optional(text({ max: 200 })), timeZone: optional(text({ max: 100 })) };

/**
 * Reads what a plugin says about a task.
 *
 * @throws {@link HostCallError} `INVALID_ARGUMENT` with a sentence about what is wrong.
 */
export function parseTaskPlan(options: JsonValue, now: number): TaskPlan {
  const { overlap = 'skip', missed = 'skip', atStart = false, retries = 0, ...rest } = parseParams(PLAN, options);
  const { retryDelayMs = 30 * SECOND, longestDelayMs = HOUR, timeoutMs = 300 * SECOND } = rest;
  return { schedule: createScheduleParser(now)(rest.schedule, 'schedule'), overlap, missed, atStart, retries, retryDelayMs, longestDelayMs, timeoutMs };
}

/** Makes the parser of schedules that come after a moment. */
export function createScheduleParser(now: number): ParamParser<Schedule> {
  return (value) => {
    const { everyMs, cron, timeZone } = parseParams(SCHEDULE, value ?? null);
    if ((everyMs === undefined) === (cron === undefined)) refuse('a schedule has either everyMs or cron');
    const schedule = cron === undefined ? { everyMs: everyMs ?? 0 } : { cron, ...(timeZone !== undefined && { timeZone }) };
    const problem = checkSchedule(schedule, now);
    return problem === undefined ? schedule : refuse(problem);
  };
}

function refuse(problem: string): never {
  throw new HostCallError('INVALID_ARGUMENT', problem);
}

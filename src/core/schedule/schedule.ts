import { Cron } from 'croner';

/** When something is to happen again and again. */
export type Schedule =
  | { readonly everyMs: number }
  | {
      readonly cron: string;
      /** Default: UTC. */
      readonly timeZone?: string;
    };

/** The shortest time between two runs: a plugin must not keep its host busy with nothing but starting it. */
export const SHORTEST_INTERVAL_MS = 1_000;

/**
 * Says what is wrong with a schedule.
 *
 * @param from - A cron expression must have a date after this moment: milliseconds since 1970.
 * @returns A sentence about it; `undefined` when it is in order.
 */
export function checkSchedule(schedule: Schedule, from: number): string | undefined {
  if ('everyMs' in schedule) return schedule.everyMs < SHORTEST_INTERVAL_MS ? `it runs every ${schedule.everyMs} ms, and ${SHORTEST_INTERVAL_MS} ms is the shortest` : undefined;
  const { cron, timeZone } = schedule;
  if (timeZone !== undefined && !isTimeZone(timeZone)) return `"${timeZone}" is no time zone`;
  try {
    return findNextRun(schedule, from, from) === undefined ? `"${cron}" never comes` : undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^CronPattern: /, '') : String(error);
    return `"${cron}" is no cron expression: ${reason}`;
  }
}

/**
 * The next moment of a schedule.
 *
 * Where clocks are put forward, a time that is left out is taken as the first one after it; where they are put back, a
 * time that comes twice is taken once, the first time.
 *
 * @param anchor - From where intervals are counted.
 * @param after - It lies after this moment; both are milliseconds since 1970.
 * @returns `undefined` when there is none.
 */
export function findNextRun(schedule: Schedule, anchor: number, after: number): number | undefined {
  if ('everyMs' in schedule) {
    const { everyMs } = schedule;
    return anchor + Math.max(1, Math.floor((after - anchor) / everyMs) + 1) * everyMs;
  }
  const { cron, timeZone = 'UTC' } = schedule;
  return new Cron(cron, { timezone: timeZone, mode: '5-or-6-parts' }).nextRun(new Date(after))?.getTime();
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

import { parseDuration, type Duration } from './duration.ts';
import type { JsonValue } from './runtime-interface.ts';

/** When a task runs: every so often, or as a cron expression says. */
export type TaskSchedule =
  | {
      /** Every so often, for example `5m`: the first time so long after the plugin was enabled. */
      readonly every: Duration;
      readonly cron?: never;
      readonly timeZone?: never;
    }
  | {
      /** A cron expression of five fields, or of six that begin with seconds: `0 2 * * *` is every night at two. */
      readonly cron: string;
      /** The time zone of the expression, for example `Europe/Oslo`; default: UTC. */
      readonly timeZone?: string;
      readonly every?: never;
    };

/** A schedule as hosts read it. */
export function describeSchedule({ every, cron, timeZone }: TaskSchedule): JsonValue {
  if (every !== undefined) return { everyMs: parseDuration(every, 'the interval of a task') };
  if (typeof cron !== 'string') throw new TypeError('a task needs `every` or `cron`');
  return { cron, ...(timeZone !== undefined && { timeZone }) };
}

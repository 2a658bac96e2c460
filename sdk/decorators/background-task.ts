import { addContribution, type Contributor } from '../contribution.ts';
import { parseDuration, type Duration } from '../duration.ts';
import type { JsonValue } from '../runtime-interface.ts';
import type { Awaitable } from '../plugin.ts';
import { describeSchedule, type TaskSchedule } from '../task-schedule.ts';
import type { AbortSignalLike } from '../web/abort-controller.ts';
import { contributeMethod, type ContributionDecorator } from './contribute.ts';

/** What happens when a run is due that cannot begin, or that fails. */
export interface TaskPolicy {
  /** What a run does that falls due while the last one is still under way: `skip` it, or `queue` one; default: `skip`. */
  readonly overlap?: 'skip' | 'queue';
  /** Whether one run makes up for those that fell due while the plugin was not enabled: `skip` or `run`; default: `skip`. */
  readonly missed?: 'skip' | 'run';
  /** Whether it also runs as soon as the plugin is enabled; default: no. */
  readonly atStart?: boolean;
  /** How often a run that failed is tried again before the next one is due; default: 0. */
  readonly retries?: number;
  /** How long it waits after the first failure, and twice as long after each further one in a row; default: `30s`. */
  readonly retryDelay?: Duration;
  /** The longest it waits after a failure; default: `1h`. */
  readonly longestDelay?: Duration;
  /** How long one run may take, at most `1h`; default: `5m`. Its signal is aborted then. */
  readonly timeout?: Duration;
}

/** When a task runs, and what happens when it cannot. */
export type TaskOptions = TaskSchedule & TaskPolicy;

/** One run of a task. */
export interface TaskRun {
  /** The name of the task. */
  readonly task: string;
  /** When it was due: ISO 8601, UTC. It may begin later. */
  readonly dueAt: string;
  /** 1, and one more for each failure in a row before it. */
  readonly attempt: number;
  /** Aborted when the plugin is disabled or the run takes too long. */
  readonly signal: AbortSignalLike;
}

/** What a task does. */
export type TaskFunction = (run: TaskRun) => Awaitable<void>;

/**
 * Runs a method in the background, by interval or by cron. Needs no permission.
 *
 * A task runs while its plugin is enabled and never twice at the same time. A failure is told to the host; it does not
 * stop the task, but makes it wait longer each time.
 *
 * @param options - When it runs, and what happens when it cannot.
 * @returns The decorator. The name of the task is the name of the method.
 * @throws TypeError when an option makes no sense.
 *
 * @example
 * ```ts
 * import { backgroundTask, MessageProcessor, type TaskRun } from 'plexi-plugin/sdk';
 *
 * export default class Reminder extends MessageProcessor {
 *   @backgroundTask({ cron: '0 9 * * MON-FRI', timeZone: 'Europe/Oslo', retries: 3 })
 *   async standUp({ dueAt }: TaskRun): Promise<void> {
 *     await this.messages.send({ channelId: 'general', content: `stand-up time: ${dueAt}` });
 *   }
 * }
 * ```
 */
export function backgroundTask(options: TaskOptions): ContributionDecorator<[run: TaskRun], Awaitable<void>> {
  const described = describeTask(options);
  return contributeMethod((name) => ({ type: 'task', name, options: described }));
}

/**
 * Adds a task to a plugin: what {@link backgroundTask} does, without a decorator.
 *
 * @param plugin - The plugin that is being made.
 * @param name - The name of the task.
 * @param options - When it runs, and what happens when it cannot.
 * @param run - What it does.
 * @throws TypeError when an option makes no sense, or the plugin has a task of this name already.
 *
 * @example
 * ```ts
 * import { addBackgroundTask, MessageProcessor } from 'plexi-plugin/sdk';
 *
 * export default class Reminder extends MessageProcessor {
 *   constructor() {
 *     super();
 *     addBackgroundTask(this, 'tick', { every: '1h' }, () => this.messages.send({ channelId: 'general', content: 'tick' }).then(() => undefined));
 *   }
 * }
 * ```
 */
export function addBackgroundTask(plugin: Contributor, name: string, options: TaskOptions, run: TaskFunction): void {
  addContribution(plugin, { type: 'task', name, options: describeTask(options), run: (given) => run(given as TaskRun) });
}

function describeTask(options: TaskOptions): JsonValue {
  const { overlap, missed, atStart, retries, retryDelay, longestDelay, timeout } = options;
  return {
    schedule: describeSchedule(options),
    ...(overlap !== undefined && { overlap }),
    ...(missed !== undefined && { missed }),
    ...(atStart !== undefined && { atStart }),
    ...(retries !== undefined && { retries }),
    ...(retryDelay !== undefined && { retryDelayMs: parseDuration(retryDelay, 'the retryDelay of a task') }),
    ...(longestDelay !== undefined && { longestDelayMs: parseDuration(longestDelay, 'the longestDelay of a task') }),
    ...(timeout !== undefined && { timeoutMs: parseDuration(timeout, 'the timeout of a task') }),
  };
}

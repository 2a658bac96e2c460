import { callHost } from '../call-host.ts';
import { describeSchedule, type TaskSchedule } from '../task-schedule.ts';

/** A run of a task that has ended; times are ISO 8601, UTC. */
export interface EndedTaskRun {
  readonly dueAt: string;
  readonly startedAt: string;
  readonly endedAt: string;
  /** `cancelled`: the plugin was disabled meanwhile. */
  readonly outcome: 'succeeded' | 'failed' | 'cancelled';
}

/** A task of the plugin, as it is now. */
export interface TaskInfo {
  readonly name: string;
  readonly schedule: TaskSchedule;
  readonly state: 'waiting' | 'running' | 'paused';
  /** Absent while it is paused, and when its schedule has come to an end. */
  readonly nextRunAt?: string;
  readonly lastRun?: EndedTaskRun;
  /** Failures in a row. */
  readonly failures: number;
  /** Runs since the host has started. */
  readonly runs: number;
  /** Runs that fell due and did not happen, because one was under way. */
  readonly skipped: number;
}

/**
 * Looks after the plugin's own background tasks: those of {@link backgroundTask} and {@link addBackgroundTask}. Needs no
 * permission.
 *
 * @example
 * ```ts
 * import { backgroundTask, MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
 *
 * export default class Digest extends MessageProcessor {
 *   override async onEnable(): Promise<void> {
 *     const hour = (await this.storage.get<number>('hour')) ?? 8;
 *     await this.scheduler.reschedule('send', { cron: `0 ${hour} * * *` });
 *   }
 *
 *   override async onMessageReceived({ message }: MessageEvent): Promise<void> {
 *     if (message.content === '!digest') await this.scheduler.run('send');
 *   }
 *
 *   @backgroundTask({ cron: '0 8 * * *' })
 *   async send(): Promise<void> {
 *     await this.messages.send({ channelId: 'general', content: 'nothing happened' });
 *   }
 * }
 * ```
 */
export interface Scheduler {
  /**
   * Lists the tasks of the plugin.
   *
   * @returns The tasks, the next one first; none before the plugin is enabled.
   */
  list(): Promise<readonly TaskInfo[]>;
  /**
   * Begins a run now, besides those that are due; does not wait for its end.
   *
   * @param task - The name of the task.
   * @returns Whether it began: `false` while one is under way.
   * @throws {@link HostError} `NOT_FOUND` when the plugin has no such task, or is not enabled.
   */
  run(task: string): Promise<boolean>;
  /**
   * Gives a task another schedule, until the plugin is disabled. `onEnable` is the place to do it by a setting.
   *
   * @param task - The name of the task.
   * @param schedule - When it runs from now on.
   * @throws {@link HostError} `NOT_FOUND` when the plugin has no such task; `INVALID_ARGUMENT`.
   */
  reschedule(task: string, schedule: TaskSchedule): Promise<void>;
  /**
   * Lets no further run of a task begin.
   *
   * @param task - The name of the task.
   * @throws {@link HostError} `NOT_FOUND` when the plugin has no such task.
   */
  pause(task: string): Promise<void>;
  /**
   * Lets a paused task run again.
   *
   * @param task - The name of the task.
   * @throws {@link HostError} `NOT_FOUND` when the plugin has no such task.
   */
  resume(task: string): Promise<void>;
}

/** The scheduler of the host that runs this plugin. */
export const scheduler: Scheduler = {
  list: async () => (await callHost('scheduler.list', {})) as unknown as readonly TaskInfo[],
  run: async (name) => (await callHost('scheduler.run', { name })) === true,
  async reschedule(name, schedule) {
    await callHost('scheduler.reschedule', { name, schedule: describeSchedule(schedule) });
  },
  async pause(name) {
    await callHost('scheduler.pause', { name });
  },
  async resume(name) {
    await callHost('scheduler.resume', { name });
  },
};

import type { RuntimeContribution } from '../../../sdk/runtime-interface.ts';
import type { Schedule } from '../../core/schedule/schedule.ts';
import { HostCallError, type SandboxEntry } from '../../sandbox/engine.ts';
import type { Clock } from '../clock.ts';
import type { PluginStorage } from '../services/storage.ts';
import type { PluginState } from '../lifecycle.ts';
import { createTaskRunner, type TaskRunnerOptions } from './run-task.ts';
import { startTask, type ScheduledTask, type TaskRecord } from './scheduled-task.ts';
import { parseTaskPlan, type TaskPlan } from './task-plan.ts';
import { TASK } from './task-type.ts';

/** A task of an enabled plugin, as it is at one moment; times are milliseconds since 1970. */
export interface TaskStatus extends Omit<TaskRecord, 'anchor' | 'notBefore'> {
  readonly plugin: string;
  readonly name: string;
  readonly schedule: Schedule;
  readonly state: ScheduledTask['state'];
  /** Absent while it is paused, and when its schedule has come to an end. */
  readonly nextRun?: number;
}

/** The background tasks of every enabled plugin. Who names a task that is not there is refused with `NOT_FOUND`. */
export interface Tasks {
  /** By their next run. */
  list(plugin?: string): readonly TaskStatus[];
  /** Begins a run now. @returns Whether it did: `false` while one is under way. */
  run(plugin: string, name: string): boolean;
  /** Gives a task another schedule, until its plugin is disabled. */
  reschedule(plugin: string, name: string, schedule: Schedule): void;
  pause(plugin: string, name: string): void;
  resume(plugin: string, name: string): void;
}

/** The tasks, as the host keeps them in step with its plugins. */
export interface LiveTasks extends Tasks {
  /** Reads when the tasks of a plugin were due last: before it is loaded. */
  prepare(plugin: string): Promise<void>;
  /** Takes every state a plugin goes through. */
  follow(plugin: string, state: PluginState): void;
}

/** What keeping tasks takes. */
export interface TasksOptions extends TaskRunnerOptions {
  readonly clock: Clock;
  /** The entry points of a plugin that is loaded. */
  readonly entriesOf: (plugin: string) => readonly SandboxEntry[];
  /** Where it is kept when tasks were due last, so that missed runs are known after a restart of the host. */
  readonly storage: PluginStorage;
}

interface Held {
  readonly plugin: string;
  readonly name: string;
  readonly task: ScheduledTask;
}

/** What a plugin may change about its tasks before they begin: `onEnable` comes first. */
interface Change {
  readonly schedule?: Schedule;
  readonly isPaused?: boolean;
}

const ENDS: ReadonlySet<PluginState> = new Set(['disabling', 'unloading', 'unloaded', 'failed']);

/** Makes the tasks of a host; none runs yet. */
export function createTasks(options: TasksOptions): LiveTasks {
  const { clock, storage, follow, entriesOf } = options;
  const runTask = createTaskRunner(options);
  const held = new Map<string, Held>();
  const records = new Map<string, TaskRecord>();
  const changes = new Map<string, Change>();

  async function prepare(plugin: string): Promise<void> {
    for (const key of await storage.keys(`${plugin} `)) {
      const anchor = await storage.get(key);
      if (!records.has(key) && typeof anchor === 'number' && anchor <= clock.now()) records.set(key, createRecord(anchor));
    }
  }

  function keep(key: string, record: TaskRecord): void {
    const before = records.get(key);
    records.set(key, record);
    // Where it cannot be kept, tasks run all the same: only what was missed while the host is off is not known then.
    if (before?.anchor !== record.anchor) void follow(storage.set(key, record.anchor).catch(() => undefined));
  }

  function begin(plugin: string, entry: string, { name, options: said }: RuntimeContribution): void {
    const key = `${plugin} ${name}`;
    // It was held while its plugin was restarting.
    if (held.has(key)) return;
    const record = records.get(key) ?? createRecord(clock.now());
    keep(key, record);
    const plan: TaskPlan = parseTaskPlan(said, clock.now());
    const { schedule = plan.schedule, isPaused = false } = changes.get(key) ?? {};
    const target = { plugin, entry, type: TASK, name, timeoutMs: plan.timeoutMs };
    const task = startTask({ plan: { ...plan, schedule }, record, clock, run: (run) => runTask(target, run), onRecord: (next) => { keep(key, next); } });
    if (isPaused) task.pause();
    held.set(key, { plugin, name, task });
  }

  function beginAll(plugin: string): void {
    for (const { entry, contributions } of entriesOf(plugin)) {
      for (const contribution of contributions) if (contribution.type === TASK) begin(plugin, entry, contribution);
    }
  }

  function end(plugin: string): void {
    for (const [key, each] of held) {
      if (each.plugin !== plugin) continue;
      each.task.stop();
      held.delete(key);
    }
    for (const key of changes.keys()) if (key.startsWith(`${plugin} `)) changes.delete(key);
  }

  function change(plugin: string, name: string, next: Change, apply: (task: ScheduledTask) => void): void {
    const isTask = entriesOf(plugin).some(({ contributions }) => contributions.some((each) => each.type === TASK && each.name === name));
    if (!isTask) refuseUnknown(name);
    const key = `${plugin} ${name}`;
    const found = held.get(key);
    changes.set(key, { ...changes.get(key), ...next });
    if (found !== undefined) apply(found.task);
  }

  return {
    list: (plugin) =>
      [...held.values()]
        .filter((each) => plugin === undefined || each.plugin === plugin)
        .map(describeTask)
        .sort((a, b) => (a.nextRun ?? Infinity) - (b.nextRun ?? Infinity)),
    run: (plugin, name) => (held.get(`${plugin} ${name}`) ?? refuseUnknown(name)).task.runNow(),
    reschedule: (plugin, name, schedule) => { change(plugin, name, { schedule }, (task) => { task.reschedule(schedule); }); },
    pause: (plugin, name) => { change(plugin, name, { isPaused: true }, (task) => { task.pause(); }); },
    resume: (plugin, name) => { change(plugin, name, { isPaused: false }, (task) => { task.resume(); }); },
    prepare,
    follow(plugin, state) {
      if (ENDS.has(state)) end(plugin);
      if (state === 'enabled') beginAll(plugin);
    },
  };
}

function createRecord(anchor: number): TaskRecord {
  return { anchor, failures: 0, notBefore: 0, runs: 0, skipped: 0 };
}

function describeTask({ plugin, name, task }: Held): TaskStatus {
  const { failures, runs, skipped, lastRun } = task.record;
  const { schedule, state, nextRun } = task;
  return { plugin, name, schedule, state, failures, runs, skipped, ...(lastRun && { lastRun }), ...(nextRun !== undefined && { nextRun }) };
}

function refuseUnknown(name: string): never {
  throw new HostCallError('NOT_FOUND', `the plugin has no task "${name}"`, { task: name });
}

import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { createScheduleParser } from '../tasks/task-plan.ts';
import type { TaskStatus } from '../tasks/tasks.ts';
import { defineMethod } from './method.ts';
import { json, text } from './parse-params.ts';

const name = text({ max: 300 });

/** A plugin's own background tasks. */
export const schedulerMethods = {
  'scheduler.list': defineMethod({}, (_, { tasks, plugin }) => Promise.resolve(tasks.list(plugin).map(toJson))),
  'scheduler.run': defineMethod({ name }, ({ name }, { tasks, plugin }) => Promise.resolve(tasks.run(plugin, name))),
  'scheduler.reschedule': defineMethod({ name, schedule: json }, ({ name, schedule }, { tasks, plugin, clock }) => {
    tasks.reschedule(plugin, name, createScheduleParser(clock.now())(schedule, 'schedule'));
    return Promise.resolve(null);
  }),
  'scheduler.pause': defineMethod({ name }, ({ name }, { tasks, plugin }) => {
    tasks.pause(plugin, name);
    return Promise.resolve(null);
  }),
  'scheduler.resume': defineMethod({ name }, ({ name }, { tasks, plugin }) => {
    tasks.resume(plugin, name);
    return Promise.resolve(null);
  }),
};

function toJson({ name, schedule, state, nextRun, failures, runs, skipped, lastRun }: TaskStatus): JsonValue {
  return {
    name,
    schedule: 'everyMs' in schedule ? { every: schedule.everyMs } : { ...schedule },
    state,
    failures,
    runs,
    skipped,
    ...(nextRun !== undefined && { nextRunAt: toIso(nextRun) }),
    ...(lastRun && {
      lastRun: { dueAt: toIso(lastRun.dueAt), startedAt: toIso(lastRun.startedAt), endedAt: toIso(lastRun.endedAt), outcome: lastRun.outcome },
    }),
  };
}

function toIso(time: number): string {
  return new Date(time).toISOString();
}

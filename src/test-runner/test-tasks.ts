import type { TaskStatus, Tasks } from '../host/tasks/tasks.ts';

/** The background tasks of the plugin under test. */
export interface TestTasks {
  /** By their next run. */
  readonly all: readonly TaskStatus[];
  /** Runs one now, whenever it would be due, and waits for the plugin. `host.clock.advance` runs those that fall due. */
  run(name: string): Promise<void>;
}

/** Makes the tasks of a test. @param act - Does something, and waits until the plugin has dealt with it. */
export function createTestTasks(tasks: Tasks, plugin: string, act: (work: () => Promise<unknown>) => Promise<unknown>): TestTasks {
  return {
    get all() {
      return tasks.list(plugin);
    },
    async run(name) {
      await act(() => Promise.resolve().then(() => tasks.run(plugin, name)));
    },
  };
}

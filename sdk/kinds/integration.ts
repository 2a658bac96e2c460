import { addBackgroundTask, type TaskOptions, type TaskRun } from '../decorators/background-task.ts';
import { defineEntry, type LifecycleFunctions, type PluginClass } from '../define-entry.ts';
import type { Kind } from '../kind.ts';
import { Plugin, type Awaitable, type PluginContext } from '../plugin.ts';

const KIND: Kind = {
  name: 'integration',
  hooks: [],
  contributions(plugin) {
    const { schedule, sync } = plugin as Plugin & Pick<IntegrationPlugin, 'schedule' | 'sync'>;
    addBackgroundTask(plugin, 'sync', schedule, (run) => Reflect.apply(sync, plugin, [run]));
    return [];
  },
};

/**
 * A plugin that keeps the host and another service alike.
 *
 * `sync` is a background task of that name: it runs by its schedule, is tried again when it fails, and `this.scheduler` or
 * the host can run it at once. What the other service tells by itself comes to handlers of webhooks.
 *
 * @example
 * ```ts
 * import { IntegrationPlugin, type JsonValue } from 'plexi-plugin/sdk';
 *
 * export default class Headlines extends IntegrationPlugin {
 *   override readonly schedule = { every: '15m', retries: 2 } as const;
 *
 *   override async sync(): Promise<void> {
 *     const response = await fetch('https://news.example.com/latest.json');
 *     if (!response.ok) throw new Error(`the site answered ${response.status}`);
 *     await this.storage.set('latest', (await response.json()) as JsonValue);
 *   }
 * }
 * ```
 */
export abstract class IntegrationPlugin extends Plugin {
  static readonly kind: Kind = KIND;

  /** When it runs, and what happens when it fails; see {@link backgroundTask}. */
  abstract readonly schedule: TaskOptions;

  /**
   * Brings both sides up to date. What it has done before it failed, it may do again.
   *
   * @param run - When it was due, and whether it is still wanted.
   */
  abstract sync(run: TaskRun): Awaitable<void>;
}

/** An integration as an object: when it runs, what it does, and hooks of the lifecycle. */
export interface IntegrationDefinition extends LifecycleFunctions {
  readonly schedule: TaskOptions;
  /** As {@link IntegrationPlugin.sync}, with the capabilities as the last argument. */
  readonly sync: (run: TaskRun, context: PluginContext) => Awaitable<void>;
}

/**
 * Makes an integration from functions: the same as a class that extends {@link IntegrationPlugin}.
 *
 * @param definition - When it runs, what it does, and hooks of the lifecycle.
 * @returns The class to export from the entry point.
 * @throws TypeError when a name is no hook of integrations, or a hook is no function.
 *
 * @example
 * ```ts
 * import { defineIntegration } from 'plexi-plugin/sdk';
 *
 * export const Heartbeat = defineIntegration({
 *   schedule: { every: '1h' },
 *   async sync({ dueAt }, { storage }) {
 *     await storage.set('last', dueAt);
 *   },
 * });
 * ```
 */
export function defineIntegration({ schedule, sync, ...definition }: IntegrationDefinition): PluginClass {
  return defineEntry(IntegrationPlugin, definition, {
    schedule,
    sync(this: Plugin, run: TaskRun) {
      return sync(run, this);
    },
  });
}

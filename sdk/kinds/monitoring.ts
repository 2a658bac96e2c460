import { defineEntry, type HookFunctions, type LifecycleFunctions, type PluginClass } from '../define-entry.ts';
import type { Kind } from '../kind.ts';
import { Plugin, type Awaitable, type HealthReport } from '../plugin.ts';

/** One number about something, at this moment. */
export interface Metric {
  /** Lower case letters, digits and `_`, with its unit last: `queue_bytes`. Of a counter: ending in `_total`. */
  readonly name: string;
  /** One sentence about it. */
  readonly help: string;
  /** A `counter` only grows; a `gauge` goes up and down. */
  readonly type: 'counter' | 'gauge';
  readonly value: number;
  /** What tells this number from others of the name. */
  readonly labels?: { readonly [name: string]: string };
}

/** A plugin feels better or worse than before. */
export interface HealthChange {
  readonly plugin: string;
  readonly before: HealthReport['status'];
  readonly report: HealthReport;
  /** When it was noticed: ISO 8601, UTC. */
  readonly timestamp: string;
}

/** The hooks of a monitoring plugin. */
export interface MonitoringHooks {
  /** See {@link MonitoringPlugin.collectMetrics}. */
  collectMetrics(): Awaitable<readonly Metric[]>;
  /** See {@link MonitoringPlugin.onHealthChanged}. */
  onHealthChanged(change: HealthChange): Awaitable<void>;
}

const KIND = { name: 'monitoring', hooks: ['collectMetrics', 'onHealthChanged'] satisfies readonly (keyof MonitoringHooks)[] } as const satisfies Kind;

/**
 * A plugin that measures, and hears how plugins are.
 *
 * @example
 * ```ts
 * import { MonitoringPlugin, type HealthChange, type Metric } from 'plexi-plugin/sdk';
 *
 * export default class Watcher extends MonitoringPlugin {
 *   #changes = 0;
 *
 *   override onHealthChanged({ plugin, report }: HealthChange): void {
 *     this.#changes += 1;
 *     this.logger.warn('health changed', { plugin, status: report.status });
 *   }
 *
 *   override collectMetrics(): readonly Metric[] {
 *     return [{ name: 'health_changes_total', help: 'How often the health of a plugin changed.', type: 'counter', value: this.#changes }];
 *   }
 * }
 * ```
 */
export abstract class MonitoringPlugin extends Plugin {
  static readonly kind: Kind = KIND;

  /**
   * Measures: runs whenever the host is asked for its metrics.
   *
   * @returns The numbers. Hosts put the plugin's name to them.
   */
  collectMetrics?(): Awaitable<readonly Metric[]>;
  /**
   * Runs when the host has noticed that a plugin is better or worse than before.
   *
   * @param change - Which plugin, and how it is.
   */
  onHealthChanged?(change: HealthChange): Awaitable<void>;
}

/** The hooks of a monitoring plugin, as functions. */
export type MonitoringDefinition = HookFunctions<MonitoringHooks> & LifecycleFunctions;

/**
 * Makes a monitoring plugin from functions: the same as a class that extends {@link MonitoringPlugin}.
 *
 * @param hooks - The hooks to implement.
 * @returns The class to export from the entry point.
 * @throws TypeError when a name is no hook of monitoring plugins, or a hook is no function.
 *
 * @example
 * ```ts
 * import { defineMonitoring } from 'plexi-plugin/sdk';
 *
 * export const Clock = defineMonitoring({
 *   collectMetrics: () => [{ name: 'time_seconds', help: 'The time.', type: 'gauge', value: Date.now() / 1000 }],
 * });
 * ```
 */
export function defineMonitoring(hooks: MonitoringDefinition): PluginClass {
  return defineEntry(MonitoringPlugin, hooks);
}

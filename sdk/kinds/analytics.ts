import type { AnnouncedEvent } from '../capabilities/events.ts';
import { defineEntry, type HookFunctions, type LifecycleFunctions, type PluginClass } from '../define-entry.ts';
import type { Kind } from '../kind.ts';
import { Plugin, type Awaitable } from '../plugin.ts';
import type { JsonValue } from '../runtime-interface.ts';

/** What was measured. */
export interface AnalyticsData {
  /** For example `page_viewed`. */
  readonly name: string;
  readonly properties: { readonly [name: string]: JsonValue };
  /** Who did it, where the host program tells; plugins cannot. */
  readonly userId?: string;
}

/** Somebody did something that the host counts: `source` is the plugin that has tracked it, or `host`. */
export type AnalyticsEvent = AnnouncedEvent<AnalyticsData>;

/** The hooks of an analytics plugin. */
export interface AnalyticsHooks {
  /** See {@link AnalyticsPlugin.onAnalyticsEvent}. */
  onAnalyticsEvent(event: AnalyticsEvent): Awaitable<void>;
}

const KIND = { name: 'analytics', hooks: ['onAnalyticsEvent'] satisfies readonly (keyof AnalyticsHooks)[] } as const satisfies Kind;

/**
 * A plugin that counts how the host is used. Needs the permission `analytics.read`.
 *
 * @example
 * ```ts
 * import { AnalyticsPlugin, type AnalyticsEvent } from 'plexi-plugin/sdk';
 *
 * export default class Counter extends AnalyticsPlugin {
 *   override async onAnalyticsEvent({ data }: AnalyticsEvent): Promise<void> {
 *     await this.storage.update<number>(data.name, (count = 0) => count + 1);
 *   }
 * }
 * ```
 */
export abstract class AnalyticsPlugin extends Plugin {
  static readonly kind: Kind = KIND;

  /**
   * Runs for everything that the host counts, in order.
   *
   * @param event - What somebody did, and when.
   */
  abstract onAnalyticsEvent(event: AnalyticsEvent): Awaitable<void>;
}

/** The hooks of an analytics plugin, as functions. */
export type AnalyticsDefinition = Required<HookFunctions<AnalyticsHooks>> & LifecycleFunctions;

/**
 * Makes an analytics plugin from functions: the same as a class that extends {@link AnalyticsPlugin}.
 *
 * @param hooks - The hooks to implement.
 * @returns The class to export from the entry point.
 * @throws TypeError when a name is no hook of analytics plugins, or a hook is no function.
 *
 * @example
 * ```ts
 * import { defineAnalytics } from 'plexi-plugin/sdk';
 *
 * export const Last = defineAnalytics({
 *   onAnalyticsEvent: ({ data }, { storage }) => storage.set('last', data.name),
 * });
 * ```
 */
export function defineAnalytics(hooks: AnalyticsDefinition): PluginClass {
  return defineEntry(AnalyticsPlugin, hooks);
}

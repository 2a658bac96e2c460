import type { Contributor } from '../contribution.ts';
import type { AnalyticsEvent } from '../kinds/analytics.ts';
import type { Awaitable } from '../plugin.ts';
import type { ContributionDecorator } from './contribute.ts';
import { addEventHandler } from './on-event.ts';

/** Hears of an event that was tracked. */
export type AnalyticsHook = (event: AnalyticsEvent) => Awaitable<void>;

/**
 * Runs a method for each event of a name that the host program or another plugin tracks. Needs the permission
 * `analytics.read`.
 *
 * What a plugin with this permission tracks itself is counted, and told to nobody: plugins that hear events and track some in
 * turn would never come to an end.
 *
 * @param name - The event, such as `page_viewed`; `event.source` says who tracked it.
 * @returns The decorator.
 *
 * @example
 * ```ts
 * import { MessageProcessor, registerAnalyticsHook, type AnalyticsEvent } from 'plexi-plugin/sdk';
 *
 * export default class Milestones extends MessageProcessor {
 *   @registerAnalyticsHook('joke_told')
 *   async celebrate({ source }: AnalyticsEvent): Promise<void> {
 *     const count = await this.storage.update<number>(source, (before = 0) => before + 1);
 *     if (count === 100) await this.messages.send({ channelId: 'general', content: 'A hundred jokes!' });
 *   }
 * }
 * ```
 */
export function registerAnalyticsHook(name: string): ContributionDecorator<[event: AnalyticsEvent], Awaitable<void>> {
  return (_method, context) => {
    context.addInitializer(function () {
      addAnalyticsHook(this, name, (event) => Reflect.apply(context.access.get(this), this, [event]) as Awaitable<void>);
    });
  };
}

/**
 * Adds an analytics hook to a plugin: what {@link registerAnalyticsHook} does, without a decorator.
 *
 * @param plugin - The plugin that is being made.
 * @param name - The event.
 * @param hook - Hears of it.
 *
 * @example
 * ```ts
 * import { addAnalyticsHook, defineFeature } from 'plexi-plugin/sdk';
 *
 * export const Milestones = defineFeature({
 *   setUp(plugin) {
 *     addAnalyticsHook(plugin, 'joke_told', ({ data }) => { plugin.logger.info('told', { properties: data.properties }); });
 *   },
 * });
 * ```
 */
export function addAnalyticsHook(plugin: Contributor, name: string, hook: AnalyticsHook): void {
  addEventHandler(plugin, 'analytics.tracked', (event) => (event.data.name === name ? hook(event) : undefined));
}

import { defineEntry, type LifecycleFunctions, type PluginClass } from '../define-entry.ts';
import type { Kind } from '../kind.ts';
import { Plugin } from '../plugin.ts';

/**
 * A plugin that is a feature that several extension points make up.
 *
 * It has no hooks besides those of the lifecycle: what it does is what it contributes with decorators, or with functions
 * such as `addBackgroundTask` and `addEventHandler`.
 *
 * @example
 * ```ts
 * import { backgroundTask, FeaturePlugin } from 'plexi-plugin/sdk';
 *
 * export default class Reminders extends FeaturePlugin {
 *   @backgroundTask({ every: '1h' })
 *   async remind(): Promise<void> {
 *     await this.messages.send({ channelId: 'general', content: 'Drink some water!' });
 *   }
 * }
 * ```
 */
export abstract class FeaturePlugin extends Plugin {
  static readonly kind: Kind = { name: 'feature', hooks: [] };
}

/**
 * Makes a plugin of this kind from functions: the same as a class that extends {@link FeaturePlugin}.
 *
 * @param definition - Hooks of the lifecycle, and a function that adds what the plugin contributes.
 * @returns The class to export from the entry point.
 * @throws TypeError when a name is no hook of features, or a hook is no function.
 *
 * @example
 * ```ts
 * import { addBackgroundTask, defineFeature } from 'plexi-plugin/sdk';
 *
 * export const Reminders = defineFeature({
 *   setUp(plugin) {
 *     addBackgroundTask(plugin, 'remind', { every: '1h' }, async () => {
 *       await plugin.messages.send({ channelId: 'general', content: 'Drink some water!' });
 *     });
 *   },
 * });
 * ```
 */
export function defineFeature(definition: LifecycleFunctions): PluginClass {
  return defineEntry(FeaturePlugin, definition);
}

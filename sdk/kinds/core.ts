import { defineEntry, type LifecycleFunctions, type PluginClass } from '../define-entry.ts';
import type { Kind } from '../kind.ts';
import { Plugin } from '../plugin.ts';

/**
 * A plugin that is an addition to the core of the host.
 *
 * It has no hooks besides those of the lifecycle: what it does is what it contributes with decorators, or with functions
 * such as `addBackgroundTask` and `addEventHandler`.
 *
 * @example
 * ```ts
 * import { CorePlugin, onEvent } from 'plexi-plugin/sdk';
 *
 * export default class Census extends CorePlugin {
 *   @onEvent('plugin.enabled')
 *   async count(): Promise<void> {
 *     await this.storage.update<number>('enabled', (count = 0) => count + 1);
 *   }
 * }
 * ```
 */
export abstract class CorePlugin extends Plugin {
  static readonly kind: Kind = { name: 'core', hooks: [] };
}

/**
 * Makes a plugin of this kind from functions: the same as a class that extends {@link CorePlugin}.
 *
 * @param definition - Hooks of the lifecycle, and a function that adds what the plugin contributes.
 * @returns The class to export from the entry point.
 * @throws TypeError when a name is no hook of core plugins, or a hook is no function.
 *
 * @example
 * ```ts
 * import { addEventHandler, defineCore } from 'plexi-plugin/sdk';
 *
 * export const Census = defineCore({
 *   setUp(plugin) {
 *     addEventHandler(plugin, 'plugin.enabled', async () => {
 *       await plugin.storage.update<number>('enabled', (count = 0) => count + 1);
 *     });
 *   },
 * });
 * ```
 */
export function defineCore(definition: LifecycleFunctions): PluginClass {
  return defineEntry(CorePlugin, definition);
}

import { defineEntry, type LifecycleFunctions, type PluginClass } from '../define-entry.ts';
import type { Kind } from '../kind.ts';
import { Plugin } from '../plugin.ts';

/**
 * A plugin that is anything that no other kind describes.
 *
 * It has no hooks besides those of the lifecycle: what it does is what it contributes with decorators, or with functions
 * such as `addBackgroundTask` and `addEventHandler`.
 *
 * @example
 * ```ts
 * import { CustomPlugin } from 'plexi-plugin/sdk';
 *
 * export default class Anything extends CustomPlugin {
 *   override onEnable(): void {
 *     this.logger.info('here I am');
 *   }
 * }
 * ```
 */
export abstract class CustomPlugin extends Plugin {
  static readonly kind: Kind = { name: 'custom', hooks: [] };
}

/**
 * Makes a plugin of this kind from functions: the same as a class that extends {@link CustomPlugin}.
 *
 * @param definition - Hooks of the lifecycle, and a function that adds what the plugin contributes.
 * @returns The class to export from the entry point.
 * @throws TypeError when a name is no hook of custom plugins, or a hook is no function.
 *
 * @example
 * ```ts
 * import { addBackgroundTask, defineCustom } from 'plexi-plugin/sdk';
 *
 * export const Anything = defineCustom({
 *   setUp(plugin) {
 *     addBackgroundTask(plugin, 'greet', { every: '1d' }, () => { plugin.logger.info('still here'); });
 *   },
 * });
 * ```
 */
export function defineCustom(definition: LifecycleFunctions): PluginClass {
  return defineEntry(CustomPlugin, definition);
}

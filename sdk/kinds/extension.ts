import { defineEntry, type LifecycleFunctions, type PluginClass } from '../define-entry.ts';
import type { Kind } from '../kind.ts';
import { Plugin } from '../plugin.ts';

/**
 * A plugin that is an addition to another plugin, which it names among its dependencies and talks to with `this.plugins`.
 *
 * It has no hooks besides those of the lifecycle: what it does is what it contributes with decorators, or with functions
 * such as `addBackgroundTask` and `addEventHandler`.
 *
 * @example
 * ```ts
 * import { type AnnouncedEvent, ExtensionPlugin, onEvent } from 'plexi-plugin/sdk';
 *
 * export default class Listener extends ExtensionPlugin {
 *   @onEvent('host.started')
 *   note({ data }: AnnouncedEvent): void {
 *     this.logger.info('started', { data });
 *   }
 * }
 * ```
 */
export abstract class ExtensionPlugin extends Plugin {
  static readonly kind: Kind = { name: 'extension', hooks: [] };
}

/**
 * Makes a plugin of this kind from functions: the same as a class that extends {@link ExtensionPlugin}.
 *
 * @param definition - Hooks of the lifecycle, and a function that adds what the plugin contributes.
 * @returns The class to export from the entry point.
 * @throws TypeError when a name is no hook of extensions, or a hook is no function.
 *
 * @example
 * ```ts
 * import { addEventHandler, defineExtension } from 'plexi-plugin/sdk';
 *
 * export const Listener = defineExtension({
 *   setUp(plugin) {
 *     addEventHandler(plugin, 'host.started', ({ data }) => { plugin.logger.info('started', { data }); });
 *   },
 * });
 * ```
 */
export function defineExtension(definition: LifecycleFunctions): PluginClass {
  return defineEntry(ExtensionPlugin, definition);
}

import { defineEntry, type HookFunctions, type LifecycleFunctions, type PluginClass } from '../define-entry.ts';
import type { Kind } from '../kind.ts';
import { Plugin, type Awaitable } from '../plugin.ts';
import type { JsonValue } from '../runtime-interface.ts';
import { describeComponent, type UiComponent, type UiRequest } from '../ui-component.ts';

/** The places of a host's pages where plugins show something. */
export const MOUNT_POINTS = ['sidebar', 'toolbar', 'chat-header', 'chat-input', 'message-actions', 'settings', 'dashboard'] as const;

/** A place of a host's pages; one that begins with `x-` is a place that only some hosts have. */
export type MountPoint = (typeof MOUNT_POINTS)[number] | `x-${string}`;

/** The hooks of a user interface. */
export interface UiHooks {
  /** See {@link UiPlugin.getContext}. */
  getContext(request: UiRequest): Awaitable<unknown>;
  /** See {@link UiPlugin.handleAction}. */
  handleAction(action: string, data: JsonValue, request: UiRequest): Awaitable<unknown>;
}

const KIND = {
  name: 'ui',
  hooks: ['getContext', 'handleAction'] satisfies readonly (keyof UiHooks)[],
  contributions: (plugin: Plugin) => {
    const { getComponent, getMountPoint } = plugin as Partial<Pick<UiPlugin, 'getComponent' | 'getMountPoint'>>;
    if (getComponent === undefined || getMountPoint === undefined) throw new TypeError('a ui needs getComponent and getMountPoint');
    return [describeComponent('getComponent', getComponent.call(plugin), { mountPoint: getMountPoint.call(plugin) })];
  },
} as const satisfies Kind;

/**
 * A React component that the pages of a host show at one place, and what it asks the plugin for.
 *
 * The component is a module of its own that begins with `'use client'`: it runs in the browser, in a frame that can
 * reach neither the page nor a network. Everything it shows comes from `getContext`, everything it does goes to
 * `handleAction`, which run in the sandbox, with the plugin's permissions.
 *
 * @example
 * ```ts
 * import { UiPlugin, type JsonValue, type UiRequest } from 'plexi-plugin/sdk';
 * import { Card } from './card.tsx';
 *
 * export default class CityCard extends UiPlugin {
 *   override getComponent() {
 *     return Card;
 *   }
 *
 *   override getMountPoint() {
 *     return 'sidebar' as const;
 *   }
 *
 *   override async getContext({ params }: UiRequest) {
 *     return { city: (await this.storage.get<string>('city')) ?? params['city'] ?? 'Oslo' };
 *   }
 *
 *   override async handleAction(action: string, data: JsonValue) {
 *     if (action !== 'set-city' || typeof data !== 'string') throw new Error(`unknown action ${action}`);
 *     await this.storage.set('city', data);
 *     return { city: data };
 *   }
 * }
 * ```
 */
export abstract class UiPlugin extends Plugin {
  static readonly kind: Kind = KIND;

  /**
   * Says what is shown: asked once, when the plugin is loaded.
   *
   * @returns A component imported from a module that begins with `'use client'`.
   */
  abstract getComponent(): UiComponent;
  /**
   * Says where it is shown: asked once, when the plugin is loaded.
   *
   * @returns A place of the host's pages.
   */
  abstract getMountPoint(): MountPoint;
  /**
   * Brings what the component shows; asked whenever it appears, and when it asks to be refreshed.
   *
   * @param request - Who looks at it, and where.
   * @returns JSON, which the component gets as `context`.
   */
  getContext?(request: UiRequest): Awaitable<unknown>;
  /**
   * Does what somebody asks for with the component.
   *
   * @param action - The name that the component calls.
   * @param data - What it says. It comes from a browser: check it.
   * @param request - Who asks, and where.
   * @returns JSON, which the component gets as the answer.
   */
  handleAction?(action: string, data: JsonValue, request: UiRequest): Awaitable<unknown>;
}

/** A user interface as functions. */
export type UiDefinition = HookFunctions<UiHooks> &
  LifecycleFunctions & {
    /** See {@link UiPlugin.getComponent}. */
    readonly getComponent: () => UiComponent;
    /** See {@link UiPlugin.getMountPoint}. */
    readonly getMountPoint: () => MountPoint;
  };

/**
 * Makes a user interface from functions: the same as a class that extends {@link UiPlugin}, with the capabilities as the
 * last argument instead of as `this`.
 *
 * @param definition - The component, its place, and the hooks to implement.
 * @returns The class to export from the entry point.
 * @throws TypeError when a name is no hook of user interfaces, or a hook is no function.
 *
 * @example
 * ```ts
 * import { defineUi } from 'plexi-plugin/sdk';
 * import { Card } from './card.tsx';
 *
 * export default defineUi({
 *   getComponent: () => Card,
 *   getMountPoint: () => 'toolbar',
 *   getContext: () => ({ now: new Date().toISOString() }),
 * });
 * ```
 */
export function defineUi({ getComponent, getMountPoint, ...hooks }: UiDefinition): PluginClass {
  return defineEntry(UiPlugin, hooks, { getComponent, getMountPoint });
}

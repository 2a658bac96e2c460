import { defineEntry, type HookFunctions, type LifecycleFunctions, type PluginClass } from '../define-entry.ts';
import type { Kind } from '../kind.ts';
import { Plugin, type Awaitable } from '../plugin.ts';
import type { JsonValue } from '../runtime-interface.ts';
import { describeComponent, type UiComponent, type UiRequest } from '../ui-component.ts';
import type { UiHooks } from './ui.ts';

const KIND = {
  name: 'micro-app',
  hooks: ['getContext', 'handleAction'] satisfies readonly (keyof UiHooks)[],
  contributions: (plugin: Plugin) => {
    const { getComponent, getTitle } = plugin as Partial<Pick<MicroApp, 'getComponent' | 'getTitle'>>;
    if (getComponent === undefined || getTitle === undefined) throw new TypeError('a micro-app needs getComponent and getTitle');
    return [describeComponent('getComponent', getComponent.call(plugin), { mountPoint: 'app', title: getTitle.call(plugin) })];
  },
} as const satisfies Kind;

/**
 * A small application with a page of its own inside the host.
 *
 * It works as a {@link UiPlugin} does; the host gives it a whole page, and a place in its list of applications.
 *
 * @example
 * ```ts
 * import { MicroApp, type JsonValue } from 'plexi-plugin/sdk';
 * import { Card } from './card.tsx';
 *
 * export default class NotesApp extends MicroApp {
 *   override getComponent() {
 *     return Card;
 *   }
 *
 *   override getTitle() {
 *     return 'Notes';
 *   }
 *
 *   override async getContext() {
 *     return { notes: (await this.storage.get<string[]>('notes')) ?? [] };
 *   }
 *
 *   override async handleAction(action: string, data: JsonValue) {
 *     if (action !== 'add' || typeof data !== 'string') throw new Error(`unknown action ${action}`);
 *     const notes = [...((await this.storage.get<string[]>('notes')) ?? []), data];
 *     await this.storage.set('notes', notes);
 *     return { notes };
 *   }
 * }
 * ```
 */
export abstract class MicroApp extends Plugin {
  static readonly kind: Kind = KIND;

  /**
   * Says what the page shows: asked once, when the plugin is loaded.
   *
   * @returns A component imported from a module that begins with `'use client'`.
   */
  abstract getComponent(): UiComponent;
  /**
   * Says what the application is called: asked once, when the plugin is loaded.
   *
   * @returns A few words for the list of applications.
   */
  abstract getTitle(): string;
  /**
   * Brings what the application shows; asked when it is opened, and when it asks to be refreshed.
   *
   * @param request - Who looks at it.
   * @returns JSON, which the component gets as `context`.
   */
  getContext?(request: UiRequest): Awaitable<unknown>;
  /**
   * Does what somebody asks for with the application.
   *
   * @param action - The name that the component calls.
   * @param data - What it says. It comes from a browser: check it.
   * @param request - Who asks.
   * @returns JSON, which the component gets as the answer.
   */
  handleAction?(action: string, data: JsonValue, request: UiRequest): Awaitable<unknown>;
}

/** A micro-app as functions. */
export type MicroAppDefinition = HookFunctions<UiHooks> &
  LifecycleFunctions & {
    /** See {@link MicroApp.getComponent}. */
    readonly getComponent: () => UiComponent;
    /** See {@link MicroApp.getTitle}. */
    readonly getTitle: () => string;
  };

/**
 * Makes a micro-app from functions: the same as a class that extends {@link MicroApp}, with the capabilities as the last
 * argument instead of as `this`.
 *
 * @param definition - The component, the title, and the hooks to implement.
 * @returns The class to export from the entry point.
 * @throws TypeError when a name is no hook of micro-apps, or a hook is no function.
 *
 * @example
 * ```ts
 * import { defineMicroApp } from 'plexi-plugin/sdk';
 * import { Card } from './card.tsx';
 *
 * export default defineMicroApp({
 *   getComponent: () => Card,
 *   getTitle: () => 'Board',
 *   getContext: async (_request, { storage }) => ({ cards: (await storage.get('cards')) ?? [] }),
 * });
 * ```
 */
export function defineMicroApp({ getComponent, getTitle, ...hooks }: MicroAppDefinition): PluginClass {
  return defineEntry(MicroApp, hooks, { getComponent, getTitle });
}

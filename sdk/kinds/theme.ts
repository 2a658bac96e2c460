import { defineEntry, type HookFunctions, type LifecycleFunctions, type PluginClass } from '../define-entry.ts';
import type { Kind } from '../kind.ts';
import { Plugin, type Awaitable } from '../plugin.ts';

/**
 * Values by the names of their tokens, for example `{ 'color-accent': '#5b4be0', radius: '8px' }`. Names are lower-case
 * words with "-" between them; values are plain CSS: a colour, a length, fonts, a shadow, a duration.
 */
export type ThemeTokens = Readonly<Record<string, string>>;

/** How a user interface looks. */
export interface Theme {
  /** A few words for the list of themes. */
  readonly title: string;
  /** Tokens that hold for light and dark alike. */
  readonly tokens?: ThemeTokens;
  /** Tokens for those who like it light. */
  readonly light?: ThemeTokens;
  /** Tokens for those who like it dark. */
  readonly dark?: ThemeTokens;
}

/** The hooks of a theme. */
export interface ThemeHooks {
  /** See {@link ThemePlugin.getTheme}. */
  getTheme(): Awaitable<Theme>;
}

const KIND = { name: 'theme', hooks: ['getTheme'] satisfies readonly (keyof ThemeHooks)[] } as const satisfies Kind;

/**
 * A plugin that changes how the user interface looks. Needs no permission.
 *
 * A token `color-accent` becomes the CSS variable `--plexi-color-accent` of the host’s pages and of the frames of other
 * plugins. Themes bring values only: no rules, no addresses.
 *
 * @example
 * ```ts
 * import { ThemePlugin, type Theme } from 'plexi-plugin/sdk';
 *
 * export default class Ocean extends ThemePlugin {
 *   override getTheme(): Theme {
 *     return {
 *       title: 'Ocean',
 *       tokens: { radius: '8px', 'color-accent': '#0b7285' },
 *       light: { 'color-background': '#f8fdff', 'color-text': '#0b2530' },
 *       dark: { 'color-background': '#06141b', 'color-text': '#d8f3fb' },
 *     };
 *   }
 * }
 * ```
 */
export abstract class ThemePlugin extends Plugin {
  static readonly kind: Kind = KIND;

  /**
   * Brings the theme; asked when it is chosen, and after its settings changed.
   *
   * @returns The title and the tokens.
   */
  getTheme?(): Awaitable<Theme>;
}

/** The hooks of a theme, as functions. */
export type ThemeDefinition = HookFunctions<ThemeHooks> & LifecycleFunctions;

/**
 * Makes a theme from functions: the same as a class that extends {@link ThemePlugin}, with the capabilities as the last
 * argument instead of as `this`.
 *
 * @param hooks - The hooks to implement.
 * @returns The class to export from the entry point.
 * @throws TypeError when a name is no hook of themes, or a hook is no function.
 *
 * @example
 * ```ts
 * import { defineTheme } from 'plexi-plugin/sdk';
 *
 * export default defineTheme({
 *   getTheme: () => ({ title: 'Paper', tokens: { 'color-background': '#fdfaf3', 'color-text': '#2b2620' } }),
 * });
 * ```
 */
export function defineTheme(hooks: ThemeDefinition): PluginClass {
  return defineEntry(ThemePlugin, hooks);
}

import { fail, failOnErrors } from '../../core/diagnostics/plexi-error.ts';
import { checkTheme, type CheckedTheme } from '../../core/ui/theme.ts';
import type { Extensions } from '../extensions.ts';

/** One theme that can be chosen. */
export interface ThemeItem {
  readonly plugin: string;
  readonly entry: string;
}

/** The themes of plugins. */
export interface Themes {
  /** The themes there are, by priority. */
  list(): readonly ThemeItem[];
  /**
   * Asks a plugin for its theme.
   *
   * @returns CSS variables, for light and dark.
   * @throws {@link PlexiError} `PLX4132` when it holds more than plain values; `PLX4131` when there is no such theme; as
   *   `Extensions.invoke`.
   */
  getTheme(theme: ThemeItem): Promise<CheckedTheme>;
}

/** Brings themes of plugins to pages of the host. */
export function createThemes({ extensions }: { readonly extensions: Extensions }): Themes {
  return {
    list: () => extensions.list({ kind: 'theme' }).filter(({ hooks }) => hooks.includes('getTheme')).map(({ plugin, entry }) => ({ plugin, entry })),
    async getTheme({ plugin, entry }) {
      const found = extensions.list({ kind: 'theme' }).some((each) => each.plugin === plugin && each.entry === entry);
      if (!found) fail('PLX4131', { what: entry, plugin });
      const result = checkTheme(plugin, await extensions.invoke({ plugin, entry, hook: 'getTheme' }, []));
      if ('theme' in result) return result.theme;
      failOnErrors(result.diagnostics);
      throw new Error('a theme that is refused has a problem');
    },
  };
}

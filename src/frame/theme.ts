import type { ThemeVariables } from '../core/ui/channel.ts';

/** Sets the variables of the theme, and removes those of the one before. */
export function applyTheme(theme: ThemeVariables): void {
  const { style } = document.documentElement;
  for (const name of [...style].filter((each) => each.startsWith('--plexi-') && !Object.hasOwn(theme, each))) style.removeProperty(name);
  for (const [name, value] of Object.entries(theme)) style.setProperty(name, value);
}

import type { CheckedTheme } from '../../../core/ui/theme.ts';
import type { ThemeVariables } from '../../../core/ui/channel.ts';
import { measureContrast, parseColor } from '../colors.ts';
import type { ContractContext, Finding } from '../contract.ts';
import { defineChecks } from '../define-checks.ts';

const TEXT = '--plexi-color-text';
const BACKGROUND = '--plexi-color-background';

// WCAG 2.2, 1.4.3 for what is read, 1.4.11 for what is only to be seen.
const READ = 4.5;
const SEEN = 3;

/** What a theme must bring. */
export const themeChecks = defineChecks('PLX4329', [
  {
    name: 'brings a theme',
    proves: 'It implements "getTheme", and what that returns is a title and plain values: no rules, no addresses, nothing that ends a value.',
    run: (context) => judgeThemes(context, () => undefined),
  },
  {
    name: 'is whole in light and in dark',
    proves: 'Who changes the background changes the text on it as well, in light and in dark: what is left to the host may be the same colour.',
    needs: 'brings a theme',
    run: (context) => judgeThemes(context, (variables) => {
      const [given, missing] = Object.hasOwn(variables, TEXT) ? [TEXT, BACKGROUND] : [BACKGROUND, TEXT];
      return Object.hasOwn(variables, given) && !Object.hasOwn(variables, missing) ? `it has ${nameOf(given)} without ${nameOf(missing)}` : undefined;
    }),
  },
  {
    name: 'can be read',
    proves: `Text differs from its background by ${String(READ)} to 1 and what can be clicked by ${String(SEEN)} to 1, in light and in dark, as WCAG 2.2 asks for at level AA; of colours in hexadecimal, rgb() and hsl().`,
    needs: 'is whole in light and in dark',
    run: (context) => judgeThemes(context, (variables) =>
      judgeContrast(variables, TEXT, READ) ?? judgeContrast(variables, '--plexi-color-text-muted', READ) ?? judgeContrast(variables, '--plexi-color-muted', READ) ?? judgeContrast(variables, '--plexi-color-accent', SEEN)),
  },
  {
    name: 'stays the same',
    proves: 'Asked twice with the same settings, it brings the same theme: pages are not repainted for nothing.',
    needs: 'brings a theme',
    async run({ start }) {
      const { themes } = await start();
      for (const theme of themes.list()) {
        const [first, second] = [await themes.getTheme(theme), await themes.getTheme(theme)];
        if (JSON.stringify(first) !== JSON.stringify(second)) return { reason: 'it brings another theme each time it is asked' };
      }
      return undefined;
    },
  },
]);

async function judgeThemes({ start }: ContractContext, judge: (variables: ThemeVariables) => string | undefined): Promise<Finding | undefined> {
  const { themes } = await start();
  const all = themes.list();
  if (all.length === 0) return { reason: 'it does not implement "getTheme"' };
  for (const item of all) {
    const theme: CheckedTheme = await themes.getTheme(item);
    for (const mode of ['light', 'dark'] as const) {
      const reason = judge(theme[mode]);
      if (reason !== undefined) return { reason: `in ${mode}, ${reason}` };
    }
  }
  return undefined;
}

function judgeContrast(variables: ThemeVariables, name: string, least: number): string | undefined {
  const [color, background] = [variables[name], variables[BACKGROUND]].map((value) => (value === undefined ? undefined : parseColor(value)));
  if (color === undefined || background === undefined) return undefined;
  const contrast = measureContrast(color, background);
  return contrast >= least ? undefined : `${nameOf(name)} ${variables[name] ?? ''} on ${variables[BACKGROUND] ?? ''} has a contrast of ${contrast.toFixed(2)} to 1, and needs ${String(least)}`;
}

function nameOf(variable: string): string {
  return `"${variable.slice('--plexi-'.length)}"`;
}

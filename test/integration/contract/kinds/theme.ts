import { inClass, type BrokenKind } from './broken-plugin.ts';

const theme = (parts: string): string => inClass('ThemePlugin', `getTheme(): any { return { title: 'Theme', ${parts} }; }`);

export const brokenThemes: BrokenKind = {
  kind: 'theme',
  code: 'PLX4329',
  plugins: [
    { what: 'brings none', code: inClass('ThemePlugin', 'onLoad() {}'), check: 'brings a theme', reason: 'does not implement "getTheme"' },
    { what: 'loads a picture', code: theme(`tokens: { 'image-background': 'url(https://example.com/x.png)' }`), check: 'brings a theme', reason: 'no plain value of CSS' },
    { what: 'changes the background and not the text', code: theme(`dark: { 'color-background': '#000000' }`), check: 'is whole in light and in dark', reason: 'in dark, it has "color-background" without "color-text"' },
    { what: 'writes grey on grey', code: theme(`tokens: { 'color-background': '#888', 'color-text': 'rgb(120, 120, 120)' }`), check: 'can be read', reason: 'needs 4.5' },
    { what: 'hides what can be clicked in the dark', code: theme(`tokens: { 'color-accent': '#102030' }, light: { 'color-background': '#ffffff', 'color-text': '#000000' }, dark: { 'color-background': '#06141b', 'color-text': 'hsl(0, 0%, 100%)' }`), check: 'can be read', reason: 'in dark, "color-accent"' },
    { what: 'is another each time', code: theme(`tokens: { radius: Math.floor(Math.random() * 1e9) + 'px' }`), check: 'stays the same', reason: 'another theme each time' },
  ],
};

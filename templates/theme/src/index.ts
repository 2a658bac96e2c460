import { ThemePlugin, type Theme } from 'plexi-plugin/sdk';

/** Makes everything look like the sea, by day and by night. */
export default class MyPlugin extends ThemePlugin {
  override async getTheme(): Promise<Theme> {
    const { accent, isRound } = await this.config.all();
    return {
      title: 'My Plugin',
      tokens: { 'color-accent': accent, radius: isRound ? '8px' : '0' },
      light: { 'color-background': '#f8fdff', 'color-text': '#0b2530', 'color-border': '#c5dde3' },
      dark: { 'color-background': '#06141b', 'color-text': '#d8f3fb', 'color-border': '#1d3a45' },
    };
  }
}

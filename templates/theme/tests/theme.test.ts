import { createTestHost, describe, expect, test } from 'plexi-plugin/testing';

const THEME = { plugin: 'my-plugin', entry: 'src/index.ts' };

describe('the theme', () => {
  test('can be chosen, and differs by day and by night', async () => {
    const host = await createTestHost();
    expect(host.themes.list()).toEqual([THEME]);
    const { light, dark } = await host.themes.getTheme(THEME);
    expect(light['--plexi-color-background']).toBe('#f8fdff');
    expect(dark['--plexi-color-background']).toBe('#06141b');
  });

  test('follows its settings as soon as they change', async () => {
    const host = await createTestHost();
    await host.config.update({ accent: '#ff5c8a', isRound: false });
    expect((await host.themes.getTheme(THEME)).light).toMatchObject({ '--plexi-color-accent': '#ff5c8a', '--plexi-radius': '0' });
  });
});

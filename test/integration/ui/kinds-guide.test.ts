import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PluginKind } from '../../../src/core/manifest/kinds.ts';
import { createThemes } from '../../../src/host/extension-points/themes.ts';
import type { PluginSource } from '../../../src/host/plugin-source.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { readGuide } from '../../helpers/guide-examples.ts';
import { hasTool, testWith } from '../../helpers/tools.ts';
import { launchBrowser, openUiHost } from '../../helpers/ui-host.ts';
import { openHost } from '../host/open-host.ts';

let browser: Browser | undefined;
beforeAll(async () => {
  if (hasTool('chromium')) browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

/** Builds what a section of the guide shows: the class, and the component that it imports. */
function buildSection(kind: PluginKind): Promise<PluginSource> {
  const [, section = ''] = new RegExp(`^## ${kind}\n([^]*?)(?=^## |$(?![^]))`, 'm').exec(readGuide('kinds.md')) ?? [];
  const [, code = ''] = /```ts\n([^]*?)```/.exec(section) ?? [];
  const [, component = ''] = /```tsx\n([^]*?)```/.exec(section) ?? [];
  const [, file = 'unused.tsx'] = /from '\.\/([\w-]+\.tsx)'/.exec(code) ?? [];
  return buildPlugin({ 'src/index.ts': code, [`src/${file}`]: component }, { type: kind, permissions: [] });
}

describe('the guide to the kinds of plugins: user interfaces', () => {
  testWith(['chromium'], 'ui', async () => {
    const host = await openUiHost(browser, [await buildSection('ui')]);
    try {
      const frame = await host.findPluginFrame('sidebar');
      await frame.locator('p', { hasText: 'Hello everybody!' }).waitFor();
      await frame.click('button');
      await frame.locator('p', { hasText: 'Hello Ada!' }).waitFor();
    } finally {
      await host.close();
    }
  });

  testWith(['chromium'], 'micro-app', async () => {
    const host = await openUiHost(browser, [await buildSection('micro-app')]);
    try {
      const frame = await host.findPluginFrame('app');
      await frame.click('button');
      await frame.click('button:has-text("Clicked 1 times")');
      await frame.locator('button', { hasText: 'Clicked 2 times' }).waitFor();
      expect(await host.page.locator('#app iframe').getAttribute('title')).toBe('Counter');
    } finally {
      await host.close();
    }
  });

  test('theme', async () => {
    const host = openHost();
    await host.start(await buildSection('theme'));
    const themes = createThemes(host.manager);
    const [theme] = themes.list();
    expect(theme && (await themes.getTheme(theme))).toMatchObject({
      title: 'Ocean',
      light: { '--plexi-color-accent': '#0b7285', '--plexi-color-text': '#0b2530' },
      dark: { '--plexi-color-accent': '#0b7285', '--plexi-color-text': '#d8f3fb' },
    });
  });
});

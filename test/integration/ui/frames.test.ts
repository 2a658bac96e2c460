import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { PluginSource } from '../../../src/host/plugin-source.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { hasTool, testWith } from '../../helpers/tools.ts';
import { launchBrowser, openUiHost, type UiTestHost } from '../../helpers/ui-host.ts';

const INDEX = `
import { UiPlugin } from 'plexi-plugin/sdk';
import { WeatherCard } from './weather-card.tsx';

export default class Weather extends UiPlugin {
  getComponent() { return WeatherCard; }
  getMountPoint() { return 'sidebar'; }
  async getContext({ params, user }) {
    return { city: (await this.storage.get('city')) ?? 'Oslo', channel: params.channelId, userId: user?.id };
  }
  async handleAction(action, data) {
    if (action !== 'set-city') throw new Error('there is no action ' + action);
    await this.storage.set('city', data);
    return { city: data };
  }
}`;

const CARD = `'use client';
import { useEffect, useState } from 'react';
import { callAction, onMessage, usePluginContext } from 'plexi-plugin/ui';
import './weather-card.css';
import sun from './sun.svg';

export function WeatherCard({ context, params }) {
  const { refresh } = usePluginContext();
  const [failure, setFailure] = useState('');
  const [pushed, setPushed] = useState('');
  useEffect(() => onMessage(setPushed), []);
  const move = async (city) => { await callAction('set-city', city); await refresh(); };
  return (
    <article>
      <h2><img src={sun} alt="" /> Weather in <span id="city">{context.city}</span></h2>
      <p id="facts">for {context.userId} in {context.channel}, {params.channelId}; {pushed}</p>
      <button id="move" onClick={() => move('Bergen')}>Bergen</button>
      <button id="fail" onClick={() => callAction('nothing').catch((error) => setFailure(error.code + ' ' + error.message))}>Fail</button>
      <button id="stray" onClick={() => { setTimeout(() => { throw new Error('stray'); }); }}>Stray</button>
      <button id="break" onClick={() => setFailure({})}>Break</button>
      <output>{failure}</output>
    </article>
  );
}`;

const FILES = {
  'src/index.ts': INDEX,
  'src/weather-card.tsx': CARD,
  'src/weather-card.css': 'article{padding:12px;border:2px solid var(--plexi-color-accent);border-radius:12px;font-family:sans-serif;background:#f6f5ff}h2{margin:0;font-size:18px}img{width:20px;vertical-align:-4px}',
  'src/sun.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4" fill="orange"/></svg>',
};
const MANIFEST = { type: 'ui', permissions: [] } as const;

let browser: Browser | undefined;
beforeAll(async () => {
  if (hasTool('chromium')) browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

/** Opens a page with the plugin, and closes it afterwards. */
async function withHost(plugins: readonly PluginSource[], run: (host: UiTestHost) => Promise<void>, query = ''): Promise<void> {
  const host = await openUiHost(browser, plugins, { query });
  try {
    await run(host);
  } finally {
    await host.close();
  }
}

const buildWeather = (): Promise<PluginSource> => buildPlugin(FILES, MANIFEST);
const readProblems = (host: UiTestHost): Promise<readonly { readonly message: string; readonly isFatal: boolean }[]> => host.page.evaluate('page.problems.map(({ message, isFatal }) => ({ message, isFatal }))');

describe('a component in a page of a host', () => {
  for (const query of ['', '?inline']) {
    testWith(['chromium'], `is shown with its context, and does what somebody asks for (${query === '' ? 'served' : 'inline'})`, async () =>
      withHost([await buildWeather()], async (host) => {
        const frame = await host.findPluginFrame();
        await frame.locator('#city').waitFor();
        expect(await frame.locator('#facts').innerText()).toBe('for ada in general, general;');
        await frame.click('#move');
        await frame.locator('#city', { hasText: 'Bergen' }).waitFor();
        await frame.click('#fail');
        await frame.locator('output', { hasText: 'PLX4010' }).waitFor();
      }, query));
  }

  testWith(['chromium'], 'is as high as its contents, whenever they change', async () =>
    withHost([await buildWeather()], async (host) => {
      const frame = await host.findPluginFrame();
      const readHeights = async (): Promise<readonly unknown[]> => [await frame.evaluate('document.documentElement.getBoundingClientRect().height'), await host.page.evaluate('document.querySelector("#sidebar iframe").offsetHeight')];
      await expect.poll(async () => new Set((await readHeights()).map((height) => Math.ceil(Number(height)))).size).toBe(1);
      await frame.evaluate('document.querySelector("article").style.height = "400px"');
      await expect.poll(async () => Number((await readHeights())[1])).toBeGreaterThanOrEqual(400);
    }));

  testWith(['chromium'], 'follows the theme and the params of the page, and hears what is pushed to it', async () =>
    withHost([await buildWeather()], async (host) => {
      const frame = await host.findPluginFrame();
      await frame.locator('#city').waitFor();
      const readBorder = (): Promise<unknown> => frame.evaluate('getComputedStyle(document.querySelector("article")).borderTopColor');
      expect(await readBorder()).toBe('rgb(91, 75, 224)');
      await host.page.evaluate('page.setTheme({ "--plexi-color-accent": "rgb(1, 2, 3)" }); page.setParams({ channelId: "random" }); page.push("news");');
      await expect.poll(readBorder).toBe('rgb(1, 2, 3)');
      await frame.locator('#facts', { hasText: 'for ada in general, random; news' }).waitFor();
    }));

  testWith(['chromium'], 'reports what goes wrong in the background, and goes on', async () =>
    withHost([await buildWeather()], async (host) => {
      const frame = await host.findPluginFrame();
      await frame.click('#stray');
      await expect.poll(() => readProblems(host)).toEqual([{ message: 'Uncaught Error: stray', isFatal: false }]);
      await frame.click('#move');
      await frame.locator('#city', { hasText: 'Bergen' }).waitFor();
    }));

  testWith(['chromium'], 'is taken away when it breaks down, and others stay', async () => {
    const other = await buildPlugin({ ...FILES, 'src/index.ts': INDEX.replace("'sidebar'", "'toolbar'") }, { ...MANIFEST, name: 'other' });
    return withHost([await buildWeather(), other], async (host) => {
      const frame = await host.findPluginFrame();
      await frame.locator('#break').waitFor();
      // Later: the frame is gone before a click in it has come to its end.
      await frame.evaluate('void setTimeout(() => document.getElementById("break").click())');
      await host.page.locator('#sidebar .crashed', { hasText: 'weather is not available' }).waitFor();
      expect(await readProblems(host)).toEqual([{ message: expect.stringMatching(/^Error: Minified React error #31/) as unknown, isFatal: true }]);
      await (await host.findPluginFrame('toolbar')).locator('#city').waitFor();
      expect(await host.page.locator('iframe').count()).toBe(1);
    });
  });

  testWith(['chromium'], 'is reported when the host does not have it any more', async () =>
    withHost([await buildWeather()], async (host) => {
      await host.page.locator('#sidebar .crashed').waitFor();
      expect(await readProblems(host)).toEqual([{ message: 'there is no document of a plugin in the frame', isFatal: true }]);
    }, '?lost'));

  testWith(['chromium'], 'is gone without a trace when the page goes on to something else', async () =>
    withHost([await buildWeather()], async (host) => {
      await (await host.findPluginFrame()).locator('#city').waitFor();
      await host.page.evaluate('page.unmount()');
      await expect.poll(() => host.page.frames().length).toBe(1);
      expect(await readProblems(host)).toEqual([]);
    }));

  testWith(['chromium'], 'stands in the order of priorities', async () => {
    const named = (name: string, priority: number): Promise<PluginSource> => buildPlugin(FILES, { ...MANIFEST, name, priority });
    return withHost([await named('second', 20), await named('first', 10)], async (host) => {
      const frames = host.page.locator('#sidebar iframe');
      await frames.nth(1).waitFor();
      expect([await frames.nth(0).getAttribute('title'), await frames.nth(1).getAttribute('title')]).toEqual(['first', 'second']);
    });
  });
});

describe('a form in a frame', () => {
  const FORM = `'use client';
    import { useState } from 'react';
    export function Form() {
      const [sent, setSent] = useState('');
      return <form onSubmit={(event) => { event.preventDefault(); setSent(sent + new FormData(event.currentTarget).get('name') + '!'); }}>
        <input name="name" required /><button>Send</button><output>{sent}</output>
      </form>;
    }`;
  const INDEX_OF_FORM = "import { defineUi } from 'plexi-plugin/sdk'; import { Form } from './form.tsx'; export default defineUi({ getComponent: () => Form, getMountPoint: () => 'sidebar' });";

  testWith(['chromium'], 'tells its component that it is submitted: by its button, by the enter key, and not while it is incomplete', async () =>
    withHost([await buildPlugin({ 'src/index.ts': INDEX_OF_FORM, 'src/form.tsx': FORM }, MANIFEST)], async (host) => {
      const frame = await host.findPluginFrame();
      await frame.click('button');
      await frame.fill('input', 'Ada');
      await frame.click('button');
      await frame.locator('output', { hasText: /^Ada!$/ }).waitFor();
      await frame.press('input', 'Enter');
      await frame.locator('output', { hasText: /^Ada!Ada!$/ }).waitFor();
      expect(host.strayRequests).toEqual([]);
    }));
});

describe('a static page', () => {
  const PAGE = '<!doctype html><html lang="en"><head><title>Forecast</title><link rel="stylesheet" href="page.css"><script type="module" src="page.ts"></script></head><body><h1>Forecast</h1><p id="city"></p><button id="move">Move</button></body></html>';
  const SCRIPT = `import { callAction, getContext, refreshContext } from 'plexi-plugin/ui';
    const show = ({ city }: { city: string }): void => { document.getElementById('city')!.textContent = city; };
    void getContext<{ city: string }>().then(show);
    document.getElementById('move')!.addEventListener('click', () => void callAction('set-city', 'Tromsø').then(() => refreshContext<{ city: string }>()).then(show));`;

  testWith(['chromium'], 'is shown with its script and style, and talks to the plugin', async () => {
    const files = { ...FILES, 'ui/forecast/index.html': PAGE, 'ui/forecast/page.ts': SCRIPT, 'ui/forecast/page.css': 'h1 { color: rgb(4, 5, 6) }' };
    const plugin = await buildPlugin(files, { ...MANIFEST, ui_pages: [{ name: 'forecast', path: 'ui/forecast', title: 'Forecast' }] });
    return withHost([plugin], async (host) => {
      const frame = await host.findPluginFrame('page');
      await frame.locator('#city', { hasText: 'Oslo' }).waitFor();
      await frame.click('#move');
      await frame.locator('#city', { hasText: 'Tromsø' }).waitFor();
      expect(await frame.evaluate('getComputedStyle(document.querySelector("h1")).color')).toBe('rgb(4, 5, 6)');
    });
  });
});

describe('a plugin that pushes', () => {
  const NEWS = `'use client';
import { useState } from 'react';
import { usePluginMessages } from 'plexi-plugin/ui';
export function News({ context }) {
  const [news, setNews] = useState([]);
  usePluginMessages(({ news }) => setNews((before) => [...before, news]));
  return <p id="news">{context.count}: {news.join(', ')}</p>;
}`;
  const PUSHER = `
import { UiPlugin } from 'plexi-plugin/sdk';
import { News } from './news.tsx';
let count = 0;
export default class Pusher extends UiPlugin {
  getComponent() { return News; }
  getMountPoint() { return 'sidebar'; }
  getContext() { return { count: count++ }; }
  async handleAction(action, data) {
    if (action === 'refresh') await this.pages.refresh();
    else await this.pages.push({ news: data }, action === 'all' ? {} : { userId: action });
  }
}`;
  const build = (name: string, mountPoint: string): Promise<PluginSource> =>
    buildPlugin({ 'src/index.ts': PUSHER.replace("'sidebar'", `'${mountPoint}'`), 'src/news.tsx': NEWS }, { ...MANIFEST, name });

  testWith(['chromium'], 'reaches its own open frames, for everybody or for one user, and refreshes them', async () =>
    withHost([await build('weather', 'sidebar'), await build('other', 'toolbar')], async (host) => {
      const [own, other] = [await host.findPluginFrame('sidebar'), await host.findPluginFrame('toolbar')];
      for (const frame of [own, other]) await frame.locator('#news', { hasText: '0:' }).waitFor();
      const act = (action: string, data: string): Promise<unknown> => host.manager.executePlugin('weather', 'handleAction', [action, data, { mountPoint: 'sidebar', params: {} }]);
      await act('all', 'rain');
      await act('bob', 'secret');
      await act('ada', 'sun');
      await own.locator('#news', { hasText: '0: rain, sun' }).waitFor();
      await act('refresh', '');
      await own.locator('#news', { hasText: '1: rain, sun' }).waitFor();
      expect(await other.locator('#news').innerText()).toBe('0:');
    }));
});

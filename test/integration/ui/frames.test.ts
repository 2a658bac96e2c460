import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { Browser } from 'playwright-core';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { hasTool, testWith } from '../../helpers/tools.ts';
import { launchBrowser, openUiHost } from '../../helpers/ui-host.ts';

const INDEX = `
import { UiPlugin } from 'plexi-plugin/sdk';
import { WeatherCard } from './weather-card.tsx';

export default class Weather extends UiPlugin {
  getComponent() { return WeatherCard; }
  getMountPoint() { return 'sidebar'; }
  async getContext({ params, userId }) {
    return { city: (await this.storage.get('city')) ?? 'Oslo', channel: params.channelId, userId };
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

describe('a component in a page of a host', () => {
  for (const query of ['', '?inline']) {
    testWith(['chromium'], `is shown with its context, and does what somebody asks for (${query === '' ? 'served' : 'inline'})`, async () => {
      const host = await openUiHost(browser, [await buildPlugin(FILES, MANIFEST)], { query });
      try {
        const frame = await host.findPluginFrame();
        await frame.locator('#city').waitFor();
        expect(await frame.locator('#facts').innerText()).toBe('for ada in general, general;');
        await frame.click('#move');
        await frame.locator('#city', { hasText: 'Bergen' }).waitFor();
        await frame.click('#fail');
        await frame.locator('output', { hasText: 'there is no action nothing' }).waitFor();
        await host.page.screenshot({ path: process.env['PLEXI_SCREENSHOT'] ?? '/dev/null', type: 'png' });
      } finally {
        await host.close();
      }
    });
  }
});

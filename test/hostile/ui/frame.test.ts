import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { hasTool, testWith } from '../../helpers/tools.ts';
import { launchBrowser, openUiHost, type UiTestHost } from '../../helpers/ui-host.ts';
import { ATTEMPTS } from './attempts.ts';

const INDEX = `
import { UiPlugin } from 'plexi-plugin/sdk';
import { Attack } from './attack.tsx';

export default class Attacker extends UiPlugin {
  getComponent() { return Attack; }
  getMountPoint() { return 'sidebar'; }
  getContext() { return { token: 'of this user' }; }
  handleAction(action, data) { return { action, data }; }
}`;

let browser: Browser | undefined;

async function open(component: string, others: Readonly<Record<string, string>> = {}): Promise<UiTestHost> {
  return openUiHost(browser, [await buildPlugin({ ...others, 'src/index.ts': INDEX, 'src/attack.tsx': `'use client';\n${component}` }, { type: 'ui', permissions: [] })]);
}

/** Opens a page with a component that runs some code when it is shown. */
async function strike(code: string, run: (host: UiTestHost) => Promise<void>): Promise<void> {
  const host = await open(`import { useEffect } from 'react';
    import { callAction } from 'plexi-plugin/ui';
    let port;
    addEventListener('message', (event) => { port ??= event.ports[0]; });
    export function Attack() { useEffect(() => { ${code} }, []); return <p id="shown">shown</p>; }`);
  try {
    await run(host);
  } finally {
    await host.close();
  }
}

const crashed = (host: UiTestHost): Promise<unknown> => host.page.waitForSelector('.crashed', { timeout: 30_000 });
const readProblems = (host: UiTestHost): Promise<readonly { readonly message: string; readonly isFatal: boolean }[]> => host.page.evaluate('page.problems.map(({ message, isFatal }) => ({ message, isFatal }))');

let host: UiTestHost | undefined;
let results: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  if (!hasTool('chromium')) return;
  browser = await launchBrowser();
  const attempts = ATTEMPTS.map(([what, code]) => `${JSON.stringify(what)}: async () => { ${code} },`);
  host = await open(`import { useEffect, useState } from 'react';
    const attempts = {\n${attempts.join('\n')}\n};
    export function Attack() {
      const [results, setResults] = useState();
      useEffect(() => void (async () => {
        const made = {};
        for (const [what, attempt] of Object.entries(attempts)) {
          const late = new Promise((end) => setTimeout(() => end('came to no end'), 5000));
          made[what] = await Promise.race([attempt().then(String, (error) => error.name + ': ' + error.message), late]);
        }
        setResults(made);
      })(), []);
      return <pre id="results">{results && JSON.stringify(results)}</pre>;
    }`);
  const frame = await host.findPluginFrame();
  await frame.locator('#results:not(:empty)').waitFor({ timeout: 120_000 });
  results = JSON.parse(await frame.locator('#results').innerText()) as typeof results;
}, 180_000);

afterAll(async () => {
  await host?.close();
  await browser?.close();
});

describe('a component cannot', () => {
  for (const [what, , result] of ATTEMPTS) {
    testWith(['chromium'], what, () => {
      expect(results[what]).toMatch(result);
    });
  }

  testWith(['chromium'], 'have done any of it: the page is where it was, alone, and unchanged', async () => {
    expect(new URL(host?.page.url() ?? '').pathname).toBe('/');
    expect(host?.page.context().pages()).toHaveLength(1);
    expect(await host?.page.title()).toBe('host');
    expect(await host?.page.evaluate('document.cookie')).toBe('session=secret');
    expect(host?.strayRequests).toEqual([]);
  });

  testWith(['chromium'], 'carry anything out by going to another address itself', () =>
    strike('location = "/stray?token"; setTimeout(() => { location.replace("/stray?again"); }, 50); const a = document.createElement("a"); a.href = "/stray?link"; document.body.append(a); a.click();', async (struck) => {
      await struck.page.waitForTimeout(1_000);
      expect(struck.strayRequests).toEqual([]);
    }));

  testWith(['chromium'], 'carry anything out by hints to load something early', () =>
    strike('for (const rel of ["prefetch", "preload", "modulepreload", "preconnect", "dns-prefetch", "icon", "manifest", "prerender"]) { const l = document.createElement("link"); l.rel = rel; l.as = "script"; l.href = "/stray?" + rel; document.head.append(l); }', async (struck) => {
      await struck.page.waitForTimeout(1_000);
      expect(struck.strayRequests).toEqual([]);
    }));
});

// The policy allows the plugin's script in frames inside as well: there, too, it has to begin with the guard.
testWith(['chromium'], 'a plugin’s own script finds no WebRTC in a frame that it makes itself', async () => {
  const first = { 'src/first.ts': 'parent.postMessage({ rtc: typeof RTCPeerConnection }, "*");' };
  const struck = await open(`import './first.ts';
    import { useEffect, useState } from 'react';
    export function Attack() {
      const [seen, setSeen] = useState('');
      useEffect(() => {
        addEventListener('message', (event) => setSeen(event.data.rtc));
        const inside = document.createElement('iframe');
        inside.srcdoc = '<script>' + document.scripts[1].textContent + '</scr' + 'ipt>';
        document.body.append(inside);
      }, []);
      return <p id="shown">{seen}</p>;
    }`, first);
  try {
    const shown = (await struck.findPluginFrame()).locator('#shown:not(:empty)');
    expect(await shown.innerText()).toBe('undefined');
  } finally {
    await struck.close();
  }
});

describe('a page', () => {
  testWith(['chromium'], 'takes a frame away that floods it', () =>
    strike('const flood = () => { for (let n = 0; n < 5000; n += 1) port.postMessage(\'{"type":"size","height":\' + n + "}"); setTimeout(flood); }; flood();', async (struck) => {
      await crashed(struck);
      expect(await readProblems(struck)).toEqual([{ message: 'the frame sent too much', isFatal: true }]);
      expect(struck.page.frames()).toHaveLength(1);
    }));

  const REFUSED = [
    ['a message that is too long', 'port.postMessage(JSON.stringify({ type: "crash", message: "x".repeat(300000) }))'],
    ['an object instead of text', 'port.postMessage({ type: "ready" })'],
    ['a message that there is not', 'port.postMessage(JSON.stringify({ type: "navigate", to: "/" }))'],
    ['a message with a key __proto__', 'port.postMessage(\'{"type":"action","id":1,"action":"a","data":{"__proto__":{"polluted":true}}}\')'],
    ['a message that is nested without end', 'port.postMessage(\'{"type":"action","id":1,"action":"a","data":\' + "[".repeat(5000) + "]".repeat(5000) + "}")'],
  ] as const;
  for (const [what, code] of REFUSED) {
    testWith(['chromium'], `takes a frame away that sends ${what}`, () =>
      strike(code, async (struck) => {
        await crashed(struck);
        expect(await readProblems(struck)).toEqual([{ message: expect.stringContaining('refused') as unknown, isFatal: true }]);
        expect(await struck.page.evaluate('"polluted" in {}')).toBe(false);
      }));
  }

  testWith(['chromium'], 'does not listen to messages between windows, from whomever they are', () =>
    strike('for (const target of [parent, parent.parent, top]) { target.postMessage(JSON.stringify({ type: "crash", message: "forged" }), "*"); target.postMessage({ type: "ready" }, "*"); }', async (struck) => {
      await struck.page.evaluate('window.postMessage(JSON.stringify({ type: "crash", message: "forged" }), "*")');
      await struck.page.waitForTimeout(500);
      expect(await readProblems(struck)).toEqual([]);
      expect(await (await struck.findPluginFrame()).locator('#shown').innerText()).toBe('shown');
    }));

  testWith(['chromium'], 'answers a limited number of calls at once', () =>
    strike('for (let n = 0; n < 40; n += 1) callAction("save", n).catch((error) => { document.getElementById("shown").textContent = error.code; });', async (struck) => {
      await (await struck.findPluginFrame()).locator('#shown', { hasText: 'TOO_MANY_CALLS' }).waitFor();
      expect(await readProblems(struck)).toEqual([]);
    }));

  testWith(['chromium'], 'does not grow without end with what is inside', () =>
    strike('document.body.style.height = "1000000px";', async (struck) => {
      await struck.page.locator('#sidebar iframe[style*="height: 10000px"]').waitFor();
      expect(await struck.page.evaluate('document.querySelector("#sidebar iframe").offsetHeight')).toBe(10_000);
    }));

  testWith(['chromium'], 'goes on when a component never ends', () =>
    strike('setTimeout(() => { for (;;); }, 100);', async (struck) => {
      await struck.page.waitForTimeout(500);
      expect(await struck.page.evaluate('1 + 1')).toBe(2);
      await struck.page.evaluate('page.unmount()');
    }));

  testWith(['chromium'], 'gives its own prototypes away to nobody', () =>
    strike('Object.prototype.polluted = true; Array.prototype.polluted = true; callAction("save", { constructor: { prototype: { polluted: 1 } } });', async (struck) => {
      await struck.findPluginFrame();
      await struck.page.waitForTimeout(300);
      expect(await struck.page.evaluate('["polluted" in {}, "polluted" in []]')).toEqual([false, false]);
    }));
});

describe('a plugin that pushes to pages', () => {
  const LISTENER = `'use client';
    import { useEffect, useState } from 'react';
    import { onMessage } from 'plexi-plugin/ui';
    export function Attack() {
      const [heard, setHeard] = useState([]);
      useEffect(() => onMessage((data) => setHeard((before) => [...before, data])), []);
      return <p id="shown">heard {heard.length}</p>;
    }`;
  const ATTACKER = `
    import { UiPlugin } from 'plexi-plugin/sdk';
    import { Attack } from './attack.tsx';
    const raw = (method, params) => __plexi.call(method, params).then(() => 'done', (error) => error.code);
    export default class Attacker extends UiPlugin {
      getComponent() { return Attack; }
      getMountPoint() { return 'sidebar'; }
      async handleAction(action) {
        if (action === 'forge') return [await raw('pages.push', { data: 1, plugin: 'victim' }), await raw('pages.refresh', { plugin: 'victim' }), await raw('pages.push', { data: 1, userId: { toString: 1 } })];
        const answers = [];
        for (let n = 0; n < 1000; n += 1) answers.push(await raw(n % 2 ? 'pages.refresh' : 'pages.push', n % 2 ? {} : { data: n }));
        return [...new Set(answers)].sort();
      }
    }`;
  const build = (name: string, mountPoint: string) =>
    buildPlugin({ 'src/index.ts': ATTACKER.replace("'sidebar'", `'${mountPoint}'`), 'src/attack.tsx': LISTENER }, { type: 'ui', permissions: [], name });

  async function withPair(run: (host: UiTestHost, act: (action: string) => Promise<unknown>) => Promise<void>): Promise<void> {
    const pair = await openUiHost(browser, [await build('weather', 'sidebar'), await build('victim', 'toolbar')]);
    try {
      await run(pair, async (action) => (await pair.manager.executePlugin('weather', 'handleAction', [action, null, { mountPoint: 'sidebar', params: {} }]))[0]);
    } finally {
      await pair.close();
    }
  }

  testWith(['chromium'], 'cannot reach frames of another plugin', () =>
    withPair(async (pair, act) => {
      const victim = await pair.findPluginFrame('toolbar');
      await victim.locator('#shown', { hasText: 'heard 0' }).waitFor();
      expect(await act('forge')).toEqual(['INVALID_ARGUMENT', 'INVALID_ARGUMENT', 'INVALID_ARGUMENT']);
      // Its own plugin reaches it: it has heard all there was to hear.
      await pair.manager.executePlugin('victim', 'handleAction', ['flood', null, { mountPoint: 'toolbar', params: {} }]);
      await victim.locator('#shown', { hasText: /heard [1-9]/ }).waitFor();
      expect(await (await pair.findPluginFrame('sidebar')).locator('#shown').innerText()).toBe('heard 0');
    }));

  testWith(['chromium'], 'cannot flood the page: what is too much goes nowhere, and other plugins go on', () =>
    withPair(async (pair, act) => {
      const own = await pair.findPluginFrame('sidebar');
      await own.locator('#shown', { hasText: 'heard 0' }).waitFor();
      expect(await act('flood')).toEqual(['TOO_MANY', 'done']);
      await own.locator('#shown', { hasText: /heard [1-9]/ }).waitFor();
      expect(await readProblems(pair)).toEqual([]);
      expect(await (await pair.findPluginFrame('toolbar')).locator('#shown').innerText()).toBe('heard 0');
    }));
});

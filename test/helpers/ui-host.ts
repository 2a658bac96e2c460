import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { build } from 'esbuild';
import { chromium, type Browser, type Frame, type Page } from 'playwright-core';
import { createUiHandler, type UiHandler } from '../../src/host/extension-points/ui-handler.ts';
import { createUi } from '../../src/host/extension-points/ui.ts';
import { createPluginManager } from '../../src/host/create-plugin-manager.ts';
import type { PluginManager } from '../../src/host/plugin-manager.ts';
import type { PluginSource } from '../../src/host/plugin-source.ts';

const root = join(import.meta.dirname, '..', '..');

/** Starts the system's Chromium. Its own sandbox needs rights that containers lack; nothing here leaves this machine. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync) ?? 'chromium';
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** A host with a page, and a browser that shows it. */
export interface UiTestHost {
  readonly manager: PluginManager;
  readonly page: Page;
  /** Every address that was asked for, except those of the page itself. */
  readonly strayRequests: readonly string[];
  /** The plugin's document, inside of its guard. */
  findPluginFrame(section?: string): Promise<Frame>;
  close(): Promise<void>;
}

const PAGE = '<!doctype html><meta charset="utf-8"><title>host</title><link rel="icon" href="data:,"><style>body{font-family:sans-serif;margin:16px}section{margin-bottom:8px}</style><body><script src="/page.js"></script></body>';
// What a careful host says about its own pages: the frames work although no inline script may run here.
const POLICY = "default-src 'self'; script-src 'self'; frame-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'";

/** Loads plugins into a host, serves a page that shows them, and opens it. */
export async function openUiHost(browser: Browser | undefined, plugins: readonly PluginSource[], { query = '' }: { readonly query?: string } = {}): Promise<UiTestHost> {
  const manager = createPluginManager();
  for (const plugin of plugins) {
    await manager.loadPlugin(plugin, { grants: 'all' });
    await manager.enablePlugin(plugin.manifest.name);
  }
  const handler = createUiHandler(createUi(manager), { getUser: () => ({ id: 'ada', permissions: [] }) });
  const strayRequests: string[] = [];
  const server = await serve(handler, strayRequests, query === '');
  if (browser === undefined) throw new Error('there is no browser');
  const context = await browser.newContext();
  const page = await context.newPage();
  await context.addCookies([{ name: 'session', value: 'secret', url: server.url }]);
  await page.goto(`${server.url}/${query}`);
  return {
    manager,
    page,
    strayRequests,
    async findPluginFrame(section = 'sidebar') {
      const outer = await page.waitForSelector(`#${section} iframe`);
      const guard = await outer.contentFrame();
      if (!guard) throw new Error('there is no guard');
      const inner = await (await guard.waitForSelector('iframe', { state: 'attached' })).contentFrame();
      if (!inner) throw new Error('there is no frame inside of the guard');
      return inner;
    },
    async close() {
      await context.close();
      await server.close();
      await manager.close();
    },
  };
}

async function serve(handler: UiHandler, strayRequests: string[], isStrict: boolean): Promise<{ readonly url: string; close(): Promise<void> }> {
  const script = await bundlePage();
  const server = createServer((request, response) => {
    const url = request.url ?? '/';
    if (url.startsWith('/plugin-ui/')) {
      void answer(handler, request).then(async (answered) => {
        response.writeHead(answered.status, Object.fromEntries(answered.headers));
        // Frames may be gone before their answer comes, and streams end with the page.
        await pipeline(answered.body === null ? [] : (answered.body as AsyncIterable<Uint8Array>), response).catch(() => undefined);
      });
    } else if (url === '/page.js') response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    else {
      if (!/^\/(?:\?\w+)?$/.test(url)) strayRequests.push(url);
      response.writeHead(200, { 'content-type': 'text/html', ...(isStrict && { 'content-security-policy': POLICY }) }).end(PAGE);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () => new Promise((resolve) => { server.close(() => { resolve(); }); server.closeAllConnections(); }),
  };
}

async function answer(handler: UiHandler, request: IncomingMessage): Promise<Response> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = 'GET', url = '/', headers } = request;
  const type = headers['content-type'];
  return handler(new Request(`http://127.0.0.1${url}`, { method, headers: type === undefined ? {} : { 'content-type': type }, ...(method === 'POST' && { body: Buffer.concat(chunks) }) }));
}

async function bundlePage(): Promise<string> {
  const { outputFiles } = await build({ absWorkingDir: root, entryPoints: ['test/browser/host-page.ts'], bundle: true, write: false, format: 'iife', define: { 'process.env.NODE_ENV': '"production"' } });
  return outputFiles[0]?.text ?? '';
}

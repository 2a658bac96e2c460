import { join } from 'node:path';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { describe, expect } from 'vitest';
import { buildPlugin as compile } from '../../../src/operations/build-plugin.ts';
import type { PluginManager } from '../../../src/host/plugin-manager.ts';
import { createPlatform } from '../../../src/platform/create-platform.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { listGuideExamples } from '../../helpers/guide-examples.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';
import { testWith } from '../../helpers/tools.ts';
import { launchBrowser, openUiHost } from '../../helpers/ui-host.ts';

const root = join(import.meta.dirname, '../../..');

/** The example of the kinds page, built where the guide looks for it. */
async function installGreeting(): Promise<string> {
  const [code, component] = ['export default class Greeting', 'export function GreetingCard'].map((start) => listGuideExamples('kinds.md').find((example) => example.code.includes(start))?.code ?? '');
  const manifest = { name: 'greeting', version: '1.0.0', description: 'Greets.', author: 'Ada', type: 'ui', entry_point: 'src/index.ts' };
  const folder = await createFolder({ 'plugin.json': JSON.stringify(manifest), 'src/index.ts': code ?? '', 'src/greeting-card.tsx': component ?? '' });
  await compile({ directory: folder }, createPlatform());
  return folder;
}

async function bundleHost(code: string, plugin: string): Promise<string> {
  const own = `
    const findUser = (cookie: string | null) => cookie === null ? undefined : { id: cookie, permissions: [] };
    const serveOwnFiles = (url?: string) => globalThis.serveOwnFiles(url);`;
  const contents = `${code.replace("'plugins/greeting'", JSON.stringify(plugin))}\n${own}\nexport { manager, server };`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' }, bundle: true, write: false, platform: 'node', format: 'esm', packages: 'external', alias: { 'plexi-plugin/host': join(root, 'dist/host/index.js') }, external: [join(root, 'dist/*')],
  });
  return outputFiles[0]?.text ?? '';
}

async function bundlePage(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root, loader: 'tsx' }, bundle: true, write: false, format: 'iife', jsx: 'automatic', alias: { 'plexi-plugin/react': join(root, 'dist/react/index.js') }, define: { 'process.env.NODE_ENV': '"production"' },
  });
  return outputFiles[0]?.text ?? '';
}

describe('the guide to user interfaces', () => {
  testWith(['chromium'], 'shows how a plugin tells open frames what is new', async () => {
    const [ticker, news] = ['this.pages.push', 'usePluginMessages<'].map((part) => listGuideExamples('ui.md').find(({ code }) => code.includes(part))?.code ?? '');
    const ui = `import { defineUi } from 'plexi-plugin/sdk';\nimport { News } from './news.tsx';\nexport default defineUi({ getComponent: () => News, getMountPoint: () => 'sidebar' });`;
    const plugin = await buildPlugin({ 'src/index.ts': ticker ?? '', 'src/ui.ts': ui, 'src/news.tsx': news ?? '' }, { type: ['message-processor', 'ui'], entry_points: { ui_components: ['src/ui.ts'] } });
    const browser = await launchBrowser();
    const host = await openUiHost(browser, [plugin]);
    try {
      const frame = await host.findPluginFrame();
      await frame.locator('p').waitFor({ state: 'attached' });
      await host.manager.services.chat.send({ channelId: 'general', authorId: 'ada', content: 'it rains' });
      await frame.getByText('it rains').waitFor();
    } finally {
      await host.close();
      await browser.close();
    }
  });

  testWith(['chromium'], 'shows a host and a page that fit together', async () => {
    const [host, page] = ['createServer(', 'createRoot('].map((part) => listGuideExamples('ui.md').find(({ code }) => code.includes(part))?.code ?? '');
    const script = await bundlePage(page ?? '');
    const files: Readonly<Record<string, readonly [string, string]>> = { '/': ['text/html', '<!doctype html><div id="root"></div><script src="/page.js"></script>'], '/page.js': ['text/javascript', script] };
    Object.assign(globalThis, {
      serveOwnFiles: (url = '/') => new Response(files[url]?.[1] ?? '', { status: url in files ? 200 : 404, headers: { 'content-type': files[url]?.[0] ?? 'text/plain', 'content-security-policy': "default-src 'self'; frame-src 'self'; style-src 'self' 'unsafe-inline'" } }),
    });
    const folder = await createFolder({ 'host.mjs': await bundleHost(host ?? '', await installGreeting()) });
    const { server, manager } = (await import(join(folder, 'host.mjs'))) as { readonly server: Server; readonly manager: PluginManager };
    const browser = await launchBrowser();
    try {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const shown = await browser.newPage();
      await shown.goto(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`);
      const frame = shown.frameLocator('aside iframe').frameLocator('iframe');
      await frame.getByText('Hello everybody!').waitFor();
      await frame.getByRole('button').click();
      await frame.getByText('Hello Ada!').waitFor();
      expect(await shown.locator('iframe').getAttribute('sandbox')).toBe('allow-scripts');
    } finally {
      await browser.close();
      server.closeAllConnections();
      server.close();
      await manager.close();
    }
  });
});

import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Manifest } from '../../../src/core/manifest/schema.ts';
import { createFakeHttp, type FakeHttp } from '../../../src/host/services/fake-http.ts';
import { createMemoryChat } from '../../../src/host/services/memory-chat.ts';
import { createVirtualClock } from '../../../src/host/virtual-clock.ts';
import { createPlatform, initPlugin, testPlugin } from '../../../src/index.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { compilePlugin } from '../../helpers/compile-plugin.ts';
import { listGuideExamples } from '../../helpers/guide-examples.ts';
import { createFolder, writeFiles } from '../../helpers/temporary-folder.ts';
import { openHost } from './open-host.ts';

const EXAMPLES = listGuideExamples('http-and-timers.md');
const PLUGINS = EXAMPLES.filter(({ code }) => code.includes('extends MessageProcessor'));
const MANIFEST = JSON.parse(`{ ${EXAMPLES.find(({ language }) => language === 'json')?.code ?? ''} }`) as Pick<Manifest, 'permissions'>;

function openServers(): FakeHttp {
  const http = createFakeHttp();
  let asked = 0;
  http.on('GET https://api.example.com/weather/Bergen', { json: { city: 'Bergen', celsius: 7.5 } });
  http.on('GET https://api.example.com/quote', () => {
    asked += 1;
    return asked < 3 ? { status: 503 } : { text: 'Patience is bitter, its fruit is sweet.' };
  });
  return http;
}

describe('the guide to HTTP and timers', () => {
  test('compiles, every plugin of it', () => {
    expect(compilePlugin(Object.fromEntries(PLUGINS.map(({ line, code }) => [`line-${String(line)}.ts`, code])))).toEqual([]);
  });

  for (const { line, code, output = '' } of PLUGINS) {
    test(`shows at line ${String(line)} what really happens`, async () => {
      const clock = createVirtualClock('2026-01-01T12:00:00Z');
      const chat = createMemoryChat({ clock, channels: [{ id: 'general', name: 'general' }] });
      const { start, manager } = openHost({ clock, services: { chat, http: openServers() } });
      await start(await buildPlugin(code, MANIFEST));
      await chat.send({ channelId: 'general', authorId: 'alice', content: /^alice\s+(.*)$/m.exec(output)?.[1] ?? '' });
      await manager.idle();
      await clock.advance('1m', () => manager.idle());
      const transcript = chat.messages().map(({ authorId, content }) => `${(authorId.startsWith('plugin:') ? 'plugin' : authorId).padEnd(6)} ${content}\n`);
      expect(transcript.join('')).toBe(output);
    });
  }

  test('holds a test that passes', async () => {
    const folder = await createFolder({});
    const directory = join(folder, 'quotes');
    const platform = createPlatform({ cwd: folder, env: { ...process.env, PLEXI_HOME: join(folder, 'home') }, yes: true });
    await initPlugin({ directory, kind: 'message-processor', name: 'quotes', install: false }, platform);
    await rm(join(directory, 'tests'), { recursive: true });
    const manifest = JSON.parse(await readFile(join(directory, 'plugin.json'), 'utf8')) as Manifest;
    await writeFiles(directory, {
      'plugin.json': JSON.stringify({ ...manifest, ...MANIFEST }),
      'src/index.ts': PLUGINS.find(({ code }) => code.includes('class Quotes'))?.code ?? '',
      'tests/quotes.test.ts': EXAMPLES.find(({ code }) => code.includes('createTestHost'))?.code ?? '',
    });
    const report = await testPlugin({ directory }, platform);
    expect(JSON.stringify(report)).toContain('asks three times, then tells the quote');
    expect(report?.diagnostics).toEqual([]);
  });
});

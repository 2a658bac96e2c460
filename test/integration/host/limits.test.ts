import { beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS, LIMIT_KEYS, LIMIT_NAMES, type LimitRequests } from '../../../src/core/limits/plugin-limits.ts';
import type { PluginSource } from '../../../src/host/plugin-source.ts';
import { createFakeHttp } from '../../../src/host/services/fake-http.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from './open-host.ts';

const MIB = 2 ** 20;

// Does what the message says so many times or with so many mebibytes, and answers what became of it.
const GREEDY = `import { HostError, MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';

export default class Greedy extends MessageProcessor {
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    const [command, number = '0'] = message.content.split(' ');
    const size = Number(number);
    try {
      if (command === 'hold') this.logger.info(String(new Uint8Array(size * 2 ** 20).fill(1).length));
      if (command === 'keep') for (let part = 0; part < size * 32; part++) await this.storage.set('part' + part, 'x'.repeat(2 ** 15 - 20));
      if (command === 'store') {
        await this.database.query('CREATE TABLE IF NOT EXISTS blobs (bytes BLOB)');
        for (let part = 0; part < size; part++) await this.database.query('INSERT INTO blobs SELECT randomblob(250000) FROM (VALUES (1), (2), (3), (4))');
      }
      if (command === 'look') for (let count = 0; count < size; count++) await this.users.me();
      if (command === 'post') await fetch('https://api.example.com/', { method: 'POST', body: new Uint8Array(size * 2 ** 20) });
      this.logger.info('done');
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      this.logger.warn(error.code + ' ' + JSON.stringify(error.details['retryAfterMs'] ?? null));
    }
  }
}`;

let greedy: PluginSource;

beforeAll(async () => {
  greedy = await buildPlugin(GREEDY, { permissions: ['messages.read', 'users.read', 'database.access', 'external.api'] });
});

function ask(limits: LimitRequests): PluginSource {
  return { ...greedy, manifest: { ...greedy.manifest, limits } };
}

describe('a plugin that asks for limits of its own', () => {
  test('gets them, and is told of as it is: memory, storage and database', async () => {
    const { manager, start, say, logs, diagnostics } = openHost();
    await start(ask({ memory_mb: 256, storage_mb: 6, database_mb: 40, cpu_ms_per_call: 5_000, cpu_ms_per_second: 1_000, wall_ms_per_call: 300_000, calls_in_flight: 128 }));
    expect(manager.getPlugin('weather')?.limits).toMatchObject({ memoryBytes: 256 * MIB, storageBytes: 6 * MIB, wallMsPerCall: 300_000, logLinesPerSecond: DEFAULT_LIMITS.logLinesPerSecond });
    for (const wish of ['hold 100', 'keep 6', 'keep 7', 'store 34', 'store 8']) await say(wish);
    const storage = manager.services.storage.open('weather');
    await storage.set('part0', '');
    await expect(storage.set('part1', 'x'.repeat(MIB))).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED', details: { quota: 6 * MIB } });
    expect(logs.map(({ text }) => text)).toEqual([String(100 * MIB), 'done', 'done', 'QUOTA_EXCEEDED null', 'done', 'QUOTA_EXCEEDED null']);
    expect(diagnostics).toEqual([]);
  });

  test('gets no more than the cap of its host, which hears of it, and breaks it', async () => {
    const { manager, start, say, diagnostics } = openHost({ limitCaps: { memoryBytes: 64 * MIB } });
    await start(ask({ memory_mb: 256 }));
    expect(diagnostics).toMatchObject([{ code: 'PLX4500', message: '"weather" asks for 256 in "memory_mb", and this host gives it 64' }]);
    await say('hold 100');
    expect(diagnostics).toMatchObject([{ code: 'PLX4500' }, { code: 'PLX4003', message: expect.stringContaining('it may use 64 MiB') as string }]);
    await expect.poll(() => manager.getPlugin('weather')).toMatchObject({ state: 'enabled', fault: { code: 'PLX4003' } });
  });

  test('keeps what it was given when it was loaded, and a new version gets what that asks for', async () => {
    const { manager, start } = openHost();
    await start(ask({ memory_mb: 32 }), { limits: { storageBytes: 1 } });
    const { limits } = await manager.reloadPlugin('weather', ask({ memory_mb: 48 }));
    expect(limits).toMatchObject({ memoryBytes: 48 * MIB, storageBytes: 1 });
  });

  test('runs with the least of everything that a manifest may ask for', async () => {
    const { start, say, logs, diagnostics } = openHost();
    await start(ask(Object.fromEntries(LIMIT_NAMES.map((name) => [name, name.startsWith('cpu') || name === 'wall_ms_per_call' ? LIMIT_KEYS[name].most : LIMIT_KEYS[name].least]))));
    for (const wish of ['keep 0.1', 'look 1', 'store 0']) await say(wish);
    expect(logs.map(({ text }) => text)).toEqual(['done', 'done', 'done']);
    expect(diagnostics).toEqual([]);
  });
});

describe('a plugin that does something too often', () => {
  test('is refused until the time has come that it was told, and lives on', async () => {
    const { manager, clock, start, say, logs, diagnostics } = openHost({ callRates: { 'users.read': { perSecond: 2, burst: 10 } } });
    await start(greedy);
    await say('look 10');
    await say('look 1');
    await say('store 0');
    await clock.advance(499);
    await say('look 1');
    await clock.advance(1);
    await say('look 1');
    expect(logs.map(({ text }) => text)).toEqual(['done', 'RATE_LIMITED 500', 'done', 'RATE_LIMITED 1', 'done']);
    expect(diagnostics.map(({ code }) => code)).toEqual(['PLX4501']);
    expect(manager.getPlugin('weather')?.state).toBe('enabled');
  });

  test('gets nothing back by breaking down', async () => {
    const { start, say, logs, diagnostics } = openHost({ callRates: { 'users.read': { perSecond: 1, burst: 2 } } });
    await start(greedy);
    for (const wish of ['look 2', 'hold 100', 'look 1']) await say(wish);
    expect(logs.map(({ text }) => text)).toEqual(['done', 'RATE_LIMITED 1000']);
    expect(diagnostics.map(({ code }) => code)).toEqual(['PLX4003', 'PLX4501']);
  });

  test('sends no more to servers than it may, in one piece or in many', async () => {
    const http = createFakeHttp();
    http.on('POST https://api.example.com/', { text: 'thanks' });
    const { clock, start, say, logs, diagnostics } = openHost({ services: { http }, limits: { sentBytesPerMinute: 6 * MIB } });
    await start(greedy);
    for (const wish of ['post 1', 'post 5', 'post 1', 'post 0.1']) await say(wish);
    await clock.advance('10s');
    for (const wish of ['post 1', 'post 3']) await say(wish);
    expect(logs.map(({ text }) => text)).toEqual(['done', 'done', 'RATE_LIMITED 2500', 'RATE_LIMITED 1000', 'done', 'RATE_LIMITED 2500']);
    expect(diagnostics.map(({ code }) => code)).toEqual(['PLX4502']);
  });
});

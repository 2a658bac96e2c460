import { describe, expect, test } from 'vitest';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from './open-host.ts';

const plugin = (body: string): string => `
import { HostError, MessageProcessor, type ConfigChange, type HealthReport, type MessageEvent, type SelfTestReport } from 'plexi-plugin/sdk';
export default class Weather extends MessageProcessor {
${body}
}`;

const SCHEMA = { type: 'object', properties: { city: { type: 'string', default: 'Oslo' }, limit: { type: 'integer' } }, additionalProperties: false };

describe('settings', () => {
  const HEARS = plugin(`
    override onConfigChanged({ changed, settings, previous }: ConfigChange): void { this.logger.info('changed', { changed, settings, previous }); }
    override async onMessageReceived({ message }: MessageEvent): Promise<void> {
      if (message.content === 'set') await this.config.set('city', 'Bergen');
      this.logger.info(String(await this.config.get('city')));
    }`);

  test('reach the plugin with the defaults of its schema', async () => {
    const { manager } = openHost();
    const loaded = await manager.loadPlugin(await buildPlugin(HEARS, { settings_schema: SCHEMA }), { config: { limit: 3 } });
    expect(loaded.config).toEqual({ city: 'Oslo', limit: 3 });
  });

  const WRONG = [
    ['a value of the wrong type', { city: 7 }],
    ['a setting there is not', { town: 'Oslo' }],
  ] as const;

  for (const [what, config] of WRONG) {
    test(`with ${what} are refused, from the start and while the plugin runs`, async () => {
      const { manager, start } = openHost();
      const source = await buildPlugin(HEARS, { settings_schema: SCHEMA });
      await expect(manager.loadPlugin(source, { config })).rejects.toThrowCode('PLX4107');
      await start(source);
      await expect(manager.updateConfig('weather', config)).rejects.toThrowCode('PLX4107');
      expect(manager.getPlugin('weather')?.config).toEqual({ city: 'Oslo' });
    });
  }

  test('that the plugin itself sets are refused to it', async () => {
    const { start, say, logs } = openHost();
    await start(await buildPlugin(plugin(`
      override async onMessageReceived(): Promise<void> {
        await this.config.set('city', 7).catch((error: unknown) => { this.logger.info(error instanceof HostError ? error.code + ': ' + error.message : 'other'); });
      }`), { settings_schema: SCHEMA }));
    await say('hello');
    expect(logs.map(({ text }) => text)).toEqual(['INVALID_SETTING: "city" must be text']);
  });

  test('change while the plugin runs, and it is told what changed', async () => {
    const { manager, start, say, logs } = openHost();
    await start(await buildPlugin(HEARS, { settings_schema: SCHEMA }));
    expect(await manager.updateConfig('weather', { city: 'Rome' })).toMatchObject({ config: { city: 'Rome' } });
    await say('hello');
    expect(logs).toMatchObject([
      { text: 'changed', fields: { changed: ['city'], settings: { city: 'Rome' }, previous: { city: 'Oslo' } } },
      { text: 'Rome' },
    ]);
  });

  test('do not echo: a plugin is not told of what it changed itself, nor of what did not change', async () => {
    const { manager, start, say, logs } = openHost();
    await start(await buildPlugin(HEARS, { settings_schema: SCHEMA }));
    await say('set');
    await manager.updateConfig('weather', { city: 'Bergen' });
    expect(logs.map(({ text }) => text)).toEqual(['Bergen']);
  });

  test('that a plugin changes while it is loaded stay changed', async () => {
    const { manager } = openHost();
    const source = await buildPlugin(plugin(`override async onLoad(): Promise<void> { await this.config.set('city', 'Bergen'); }`), { settings_schema: SCHEMA });
    await manager.loadPlugin(source, { config: { city: 'Rome' } });
    await manager.unloadPlugin('weather');
    expect(await manager.services.settings.read('weather')).toEqual({ city: 'Bergen' });
  });

  test('are kept when a plugin is unloaded and loaded again', async () => {
    const { manager, start } = openHost();
    const source = await buildPlugin(HEARS, { settings_schema: SCHEMA });
    await start(source);
    await manager.updateConfig('weather', { city: 'Rome' });
    await manager.unloadPlugin('weather');
    expect(await manager.loadPlugin(source)).toMatchObject({ config: { city: 'Rome' } });
  });
});

describe('storage', () => {
  const COUNTS = plugin(`
    override async onMessageReceived({ message }: MessageEvent): Promise<void> {
      if (message.content === 'fill') for (let n = 0; n < 6; n++) await this.storage.set('page/' + n, 'x'.repeat(100_000) + n);
      else if (message.content === 'list') this.logger.info((await this.storage.list<string>('page/')).map(({ key, value }) => key + ':' + value.at(-1)).join());
      else await this.storage.update<number>('count', async (before = 0) => { await this.storage.keys(); return before + 1; });
    }`);

  test('loses no update of hooks that overlap', async () => {
    const { manager, start } = openHost();
    await start(await buildPlugin(COUNTS));
    const message = { id: 'm', authorId: 'alice', content: 'count', createdAt: '2026-01-01T12:00:00.000Z' };
    await Promise.all(Array.from({ length: 40 }, (_, number) => manager.dispatch({
      id: `event-${number}`,
      type: 'message.received',
      timestamp: message.createdAt,
      message: { ...message, channelId: `channel-${number}` },
    })));
    expect(await manager.services.storage.open('weather').get('count')).toBe(40);
  });

  test('gives back bytes as bytes, and what only looks like them as it was', async () => {
    const { start, say, logs, manager } = openHost();
    await start(await buildPlugin(plugin(`
      override async onMessageReceived(): Promise<void> {
        await this.storage.set('kept', { icon: Uint8Array.of(1, 2), text: { $bytes: 'AQI=' } });
        const values = [await this.storage.get('kept'), (await this.storage.list('kept'))[0]?.value, await this.storage.update('kept', (kept) => kept ?? 0)];
        for (const value of values) {
          const { icon, text } = value as { readonly icon: Uint8Array; readonly text: unknown };
          this.logger.info([icon instanceof Uint8Array, ...icon, JSON.stringify(text)].join(' '));
        }
      }`)));
    await say('go');
    expect(logs.map(({ text }) => text)).toEqual(Array.from({ length: 3 }, () => 'true 1 2 {"$bytes":"AQI="}'));
    expect(await manager.services.storage.open('weather').get('kept')).toEqual({ icon: { $bytes: 'AQI=' }, text: { $json: { $bytes: 'AQI=' } } });
  });

  test('lists more than one message may hold', async () => {
    const { start, say, logs } = openHost({ limits: { messageBytes: 400_000 } });
    await start(await buildPlugin(COUNTS));
    await say('fill');
    await say('list');
    expect(logs.map(({ text }) => text)).toEqual(['page/0:0,page/1:1,page/2:2,page/3:3,page/4:4,page/5:5']);
  });
});

describe('messages', () => {
  test('reach other plugins as sent, and never the plugin that sent them', async () => {
    const code = (answer: string): string => plugin(`
      override async onMessageReceived({ message }: MessageEvent): Promise<void> { await this.messages.reply(message, '${answer}'); }
      override onMessageSent({ message }: MessageEvent): void { this.logger.info('${answer} heard ' + message.content); }`);
    const logs: string[] = [];
    const host = openHost({ onLog: ({ text }) => void logs.push(text) });
    await host.start(await buildPlugin(code('one'), { name: 'one' }));
    await host.start(await buildPlugin(code('two'), { name: 'two' }));
    await host.say('hello');
    expect(logs.sort()).toEqual(['one heard two', 'two heard one']);
    expect(host.chat.messages().map(({ authorId }) => authorId).sort()).toEqual(['alice', 'plugin:one', 'plugin:two']);
  });

  test('can be read, edited and deleted, and others hear of it', async () => {
    const { start, say, chat, logs } = openHost();
    await start(await buildPlugin(plugin(`
      override async onMessageReceived({ message }: MessageEvent): Promise<void> {
        const answer = await this.messages.reply(message, 'thinking');
        await this.messages.edit(answer.id, 'done');
        await this.messages.delete(message.id);
        const left = await this.messages.list({ channelId: message.channelId });
        this.logger.info(left.map(({ content }) => content).join(), { gone: (await this.messages.get(message.id)) === undefined });
        await this.messages.edit('message-9', 'x').catch((error: unknown) => { this.logger.info(error instanceof HostError ? error.code : 'other'); });
      }`)));
    await start(await buildPlugin(plugin(`
      override onMessageEdited({ message }: MessageEvent): void { this.logger.info('edited ' + message.content); }
      override onMessageDeleted({ message }: MessageEvent): void { this.logger.info('deleted ' + message.content); }`), { name: 'witness' }));
    await say('question');
    const by = (name: string) => logs.filter((record) => record.plugin === name).map(({ text, fields }) => (fields ? { text, fields } : text));
    expect(by('weather')).toEqual([{ text: 'done', fields: { gone: true } }, 'NOT_FOUND']);
    expect(by('witness').sort()).toEqual(['deleted question', 'edited done']);
    expect(chat.messages().map(({ content }) => content)).toEqual(['done']);
  });
});

describe('health and self-test', () => {
  const REPORTS = plugin(`
    override async healthCheck(): Promise<HealthReport> { return { status: 'degraded', message: String(await this.config.get('city')) }; }
    override selfTest(): SelfTestReport { return { passed: true, tests: [{ name: 'sky', passed: true }] }; }`);

  test('are asked of the plugin', async () => {
    const { manager, start } = openHost();
    await start(await buildPlugin(REPORTS), { config: { city: 'Oslo' } });
    expect(await manager.checkHealth('weather')).toEqual({ status: 'degraded', message: 'Oslo' });
    expect(await manager.runSelfTest('weather')).toEqual({ passed: true, tests: [{ name: 'sky', passed: true }] });
  });

  test('of a plugin that has neither: healthy while it runs, and no self-test', async () => {
    const { manager, start } = openHost();
    await start(await buildPlugin(plugin('override onLoad(): void {}')));
    expect(await manager.checkHealth('weather')).toEqual({ status: 'healthy' });
    expect(await manager.runSelfTest('weather')).toBeUndefined();
  });

  test('are refused when they are of no known shape', async () => {
    const { manager, start } = openHost();
    await start(await buildPlugin(plugin(`override healthCheck(): HealthReport { return { status: 'fine' } as never; }`)));
    await expect(manager.checkHealth('weather')).rejects.toThrowCode('PLX4109');
  });
});

describe('time', () => {
  test('in a plugin is the time of a virtual clock, and moves with it', async () => {
    const { start, say, clock, logs } = openHost();
    await start(await buildPlugin(plugin('override onMessageReceived(): void { this.logger.info(new Date().toISOString()); }')));
    await say('now?');
    await clock.advance('1h');
    await say('now?');
    expect(logs.map(({ text, time }) => [text, time])).toEqual([
      ['2026-01-01T12:00:00.000Z', Date.UTC(2026, 0, 1, 12)],
      ['2026-01-01T13:00:00.000Z', Date.UTC(2026, 0, 1, 13)],
    ]);
  });

  test('is the machine’s by default', async () => {
    const { createSystemClock } = await import('../../../src/host/clock.ts');
    const { start, manager } = openHost({ clock: createSystemClock() });
    await start(await buildPlugin(plugin(`override selfTest(): SelfTestReport { return { passed: true, message: String(Date.now()) }; }`)));
    const before = Date.now();
    const inside = Number((await manager.runSelfTest('weather'))?.message);
    expect(inside).toBeGreaterThanOrEqual(before - 1);
    expect(inside).toBeLessThanOrEqual(Date.now() + 1);
  });
});

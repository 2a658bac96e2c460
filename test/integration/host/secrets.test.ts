import { describe, expect, test } from 'vitest';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from './open-host.ts';

const KEY = 'sk-very-secret-7';

const LEAKY = `import { MessageProcessor, type ConfigChange, type MessageEvent } from 'plexi-plugin/sdk';
export default class Leaky extends MessageProcessor {
  override onConfigChanged({ settings }: ConfigChange): void { this.logger.warn('changed', { settings }); }
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    const key = String(await this.config.get('api_key'));
    if (message.content === 'log') this.logger.info('key ' + key, { key, list: [key] });
    if (message.content === 'console') console.error('key', { key });
    if (message.content === 'throw') throw new Error('no answer for key ' + key);
    if (message.content === 'reject') void Promise.reject(new Error('key ' + key));
    if (message.content === 'length') await this.messages.reply(message, String(key.length));
  }
}`;

const SCHEMA = { type: 'object', properties: { city: { type: 'string' }, api_key: { type: 'string', secret: true } } };

async function openLeakyHost() {
  const host = openHost();
  await host.start(await buildPlugin(LEAKY, { settings_schema: SCHEMA }), { config: { city: 'Oslo', api_key: KEY } });
  return host;
}

describe('a secret setting', () => {
  test('reaches the plugin', async () => {
    const { say, answers } = await openLeakyHost();
    await say('length');
    expect(answers()).toEqual([String(KEY.length)]);
  });

  test('is not shown to those who ask about the plugin', async () => {
    const { manager } = await openLeakyHost();
    expect(manager.getPlugin('weather')?.config).toEqual({ city: 'Oslo', api_key: '[secret]' });
  });

  test('is kept apart, and is there again after a reload', async () => {
    const { manager, say, answers } = await openLeakyHost();
    expect(await manager.services.settings.read('weather')).toEqual({ city: 'Oslo' });
    expect(await manager.services.settings.readSecrets('weather')).toEqual({ api_key: KEY });
    await manager.reloadPlugin('weather');
    await say('length');
    expect(answers()).toEqual([String(KEY.length)]);
  });

  for (const what of ['log', 'console', 'throw', 'reject', 'change'] as const) {
    test(`stays secret in what a host is told: ${what}`, async () => {
      const { manager, say, logs, deliveries, diagnostics } = await openLeakyHost();
      if (what === 'change') await manager.updateConfig('weather', { city: 'Bergen' });
      else await say(what);
      const told = JSON.stringify([logs, deliveries, diagnostics, manager.getPlugins(), manager.denials]);
      expect(told).not.toContain(KEY);
      expect(told).toContain('[secret]');
    });
  }

  test('stays secret in what running a hook throws', async () => {
    const { manager } = await openLeakyHost();
    const event = { message: { content: 'throw' } };
    const error = await manager.executePlugin('weather', 'onMessageReceived', [event]).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'PLX4010', message: expect.stringContaining('[secret]') as string });
    expect(JSON.stringify([error, (error as Error).cause, (error as Error).message])).not.toContain(KEY);
  });

  test('stays secret after it has changed', async () => {
    const { manager, say, logs } = await openLeakyHost();
    await manager.updateConfig('weather', { api_key: 'another-secret-8' });
    await say('log');
    expect(JSON.stringify(logs)).not.toContain('another-secret-8');
  });
});

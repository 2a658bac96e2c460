import { describe, expect, test } from 'vitest';
import { createMemoryStorage } from '../../../src/host/services/memory-storage.ts';
import { createDeferred } from '../../../src/sandbox/deferred.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from './open-host.ts';

// Hands its count over to the next version through storage, as a plugin does that keeps its state in memory.
const COUNTER = (version: string): string => `
import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
export default class Counter extends MessageProcessor {
  #count = 0;
  override async onLoad(): Promise<void> { this.#count = (await this.storage.get<number>('count')) ?? 0; }
  override async onUnload(): Promise<void> { await this.storage.set('count', this.#count); }
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    this.#count += 1;
    await this.messages.send({ channelId: message.channelId, content: '${version} ' + message.content + ' ' + String(this.#count) });
  }
}`;

const BROKEN = `
import { MessageProcessor } from 'plexi-plugin/sdk';
export default class Broken extends MessageProcessor {
  override onEnable(): void { throw new Error('not today'); }
}`;

describe('a reload', () => {
  test('puts another version in place: storage, settings, grants and what is enabled stay', async () => {
    const { manager, start, say, answers } = openHost();
    await start(await buildPlugin(COUNTER('v1')), { config: { city: 'Oslo' } });
    await say('a');
    const reloaded = await manager.reloadPlugin('weather', await buildPlugin(COUNTER('v2'), { version: '2.0.0' }));
    expect(reloaded).toMatchObject({ version: '2.0.0', state: 'enabled', config: { city: 'Oslo' } });
    await say('b');
    expect(answers()).toEqual(['v1 a 1', 'v2 b 2']);
  });

  test('loses and duplicates no event, and keeps their order, while events keep coming', async () => {
    const { manager, chat, start, answers } = openHost();
    await start(await buildPlugin(COUNTER('v')));
    const source = await buildPlugin(COUNTER('v'));
    const progress = { reloads: 0 };
    const reloads = (async () => {
      for (; progress.reloads < 5; progress.reloads++) await manager.reloadPlugin('weather', source);
    })();
    let sent = 0;
    while (progress.reloads < 5 || sent < 500) {
      await chat.send({ channelId: 'general', authorId: 'alice', content: String((sent += 1)) });
      if (sent % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await reloads;
    await manager.settled();
    expect(answers()).toEqual(Array.from({ length: sent }, (_, index) => `v ${String(index + 1)} ${String(index + 1)}`));
  });

  test('brings the old version back when the new one does not start, and says why', async () => {
    const { manager, start, say, answers } = openHost();
    await start(await buildPlugin(COUNTER('v1')));
    await say('a');
    await expect(manager.reloadPlugin('weather', await buildPlugin(BROKEN, { version: '2.0.0' }))).rejects.toThrowCode('PLX4010');
    await say('b');
    expect(manager.getPlugin('weather')).toMatchObject({ version: '1.0.0', state: 'enabled' });
    expect(answers()).toEqual(['v1 a 1', 'v1 b 2']);
  });

  test('does not touch the old version when the settings do not fit the new one', async () => {
    const { manager, start, say, answers } = openHost();
    const told: string[] = [];
    await start(await buildPlugin(COUNTER('v1')), { config: { city: 'Oslo' } });
    manager.registerHook('plugin:unloaded', (plugin) => void told.push(plugin));
    const strict = await buildPlugin(COUNTER('v2'), { settings_schema: { type: 'object', additionalProperties: false } });
    await expect(manager.reloadPlugin('weather', strict)).rejects.toThrowCode('PLX4107');
    await say('a');
    expect(answers()).toEqual(['v1 a 1']);
    expect(told).toEqual([]);
  });

  test('drops waiting events that the new version does not hear, and goes on', async () => {
    const deaf = await buildPlugin(`
      import { MessageProcessor } from 'plexi-plugin/sdk';
      export default class Deaf extends MessageProcessor { override onLoad(): void {} }`);
    const slow = await buildPlugin(`
      import { MessageProcessor } from 'plexi-plugin/sdk';
      export default class Slow extends MessageProcessor { override async onMessageReceived(): Promise<void> { await this.storage.get('gate'); } }`);
    const gate = createDeferred<undefined>();
    const memory = createMemoryStorage();
    const { manager, chat, start, deliveries } = openHost({ storage: { open: (name) => ({ ...memory.open(name), get: () => gate.promise }) } });
    await start(slow);
    for (const content of ['a', 'b', 'c']) await chat.send({ channelId: 'general', authorId: 'alice', content });
    const reloaded = manager.reloadPlugin('weather', deaf);
    gate.resolve(undefined);
    await reloaded;
    await manager.settled();
    const outcomes = deliveries.map(({ deliveries: [delivery] }) => [delivery?.outcome, delivery?.diagnostic?.code]);
    expect(outcomes).toEqual([['delivered', undefined], ['dropped', 'PLX4113'], ['dropped', 'PLX4113']]);
  });

  test('leaves a plugin that was not enabled as it was', async () => {
    const { manager, say, answers } = openHost();
    await manager.loadPlugin(await buildPlugin(COUNTER('v1')), { grants: 'all' });
    expect(await manager.reloadPlugin('weather')).toMatchObject({ state: 'loaded' });
    await say('a');
    expect(answers()).toEqual([]);
  });
});

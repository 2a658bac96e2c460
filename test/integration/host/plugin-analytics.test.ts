import { beforeAll, describe, expect, test } from 'vitest';
import { createAnalytics } from '../../../src/host/extension-points/analytics.ts';
import type { PluginSource } from '../../../src/host/plugin-source.ts';
import { createMemoryStorage } from '../../../src/host/services/memory-storage.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from './open-host.ts';

const TRACKS = `
import { addAnalyticsHook, MessageProcessor, registerAnalyticsHook, type AnalyticsEvent, type MessageEvent } from 'plexi-plugin/sdk';
export default class Tracks extends MessageProcessor {
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    const [name = '', count = '1'] = message.content.split(' ');
    const key = String((await this.config.get('key')) ?? '');
    for (let at = 0; at < Number(count); at++) this.analytics.track(name, { at, key });
  }
}
export class Hooks extends MessageProcessor {
  constructor() {
    super();
    addAnalyticsHook(this, 'told', ({ source }) => this.#note('told by ' + source));
  }
  @registerAnalyticsHook('opened')
  async opened({ source, data }: AnalyticsEvent): Promise<void> {
    await this.#note('opened by ' + source + ' ' + JSON.stringify(data));
    this.analytics.track('told');
  }
  async #note(text: string): Promise<void> {
    await this.storage.update<readonly string[]>('seen', (seen = []) => [...seen, text]);
  }
}`;
const KEY = 'sk-very-secret-7';
const SCHEMA = { type: 'object', properties: { key: { type: 'string', secret: true } } };
const NOON = '2026-01-01T12:00:00.000Z';

describe('what plugins track', () => {
  let tracks: PluginSource;
  let hooks: PluginSource;
  beforeAll(async () => {
    tracks = await buildPlugin(TRACKS, { name: 'tracks', permissions: ['messages.read'], settings_schema: SCHEMA });
    hooks = await buildPlugin(TRACKS, { name: 'hooks', entry_point: 'src/index.ts:Hooks', permissions: ['analytics.read'] });
  });
  const seen = ({ manager }: ReturnType<typeof openHost>) => manager.services.storage.open('hooks').get('seen');

  test('is counted by plugin and name, and crosses in few calls', async () => {
    const { start, say, manager } = openHost();
    await start(tracks);
    await say('opened 120');
    await say('closed');
    await manager.idle();
    const analytics = createAnalytics(manager);
    await analytics.track('opened');
    expect(await analytics.counts()).toEqual([
      { source: 'host', name: 'opened', count: 1, firstAt: NOON, lastAt: NOON },
      { source: 'tracks', name: 'closed', count: 1, firstAt: NOON, lastAt: NOON },
      { source: 'tracks', name: 'opened', count: 120, firstAt: NOON, lastAt: NOON },
    ]);
    expect((await analytics.counts({ source: 'tracks', name: 'closed' })).map(({ count }) => count)).toEqual([1]);
  });

  test('is heard by the hooks of plugins that may, without secrets and without a user', async () => {
    const host = openHost();
    await host.start(tracks, { config: { key: KEY } });
    await host.start(hooks);
    await host.say('opened');
    await host.say('told');
    await createAnalytics(host.manager).track('opened', {}, 'ada');
    await host.manager.settled();
    expect(await seen(host)).toEqual([
      'opened by tracks {"name":"opened","properties":{"at":0,"key":"[secret]"}}',
      'told by tracks',
      'opened by host {"name":"opened","properties":{},"userId":"ada"}',
    ]);
  });

  test('is heard by nobody without the permission, and the host says so', async () => {
    const host = openHost();
    await host.start(tracks);
    await host.start(hooks, { grants: [] });
    await host.say('opened');
    expect(await seen(host)).toBeUndefined();
    expect(host.manager.denials[0]).toMatchObject({ plugin: 'hooks', permission: 'analytics.read' });
  });

  test('is told to nobody when a listener tracks it, so that two listeners do not go on for ever', async () => {
    const host = openHost();
    await host.start(tracks);
    await host.start(hooks);
    await host.start(await buildPlugin(TRACKS, { name: 'others', entry_point: 'src/index.ts:Hooks', permissions: ['analytics.read'] }));
    await host.say('opened');
    expect(await seen(host)).toHaveLength(1);
    expect((await createAnalytics(host.manager).counts({ name: 'told' })).map(({ source, count }) => [source, count])).toEqual([['hooks', 1], ['others', 1]]);
  });

  test('is dropped beyond a thousand in ten seconds, once reported, and counted again later', async () => {
    const { start, say, manager, clock, diagnostics } = openHost();
    await start(tracks);
    const analytics = createAnalytics(manager);
    const count = async () => (await analytics.counts({ source: 'tracks' })).map((each) => each.count);
    await say('opened 900');
    await say('opened 900');
    await say('opened 10');
    await manager.idle();
    expect(await count()).toEqual([1_000]);
    expect(diagnostics).toMatchObject([{ code: 'PLX4290', severity: 'warning' }]);
    await clock.advance('10s');
    await say('opened 10');
    await manager.idle();
    expect(await count()).toEqual([1_010]);
    expect(diagnostics).toHaveLength(1);
  });

  test('is kept, so that the next host goes on counting', async () => {
    const storage = createMemoryStorage();
    const first = openHost({ storage });
    await first.start(tracks);
    await first.say('opened 2');
    await first.manager.idle();
    await first.manager.close();
    const second = openHost({ storage });
    await second.start(tracks);
    await second.say('opened');
    await second.manager.idle();
    expect((await createAnalytics(second.manager).counts()).map(({ count }) => count)).toEqual([3]);
  });
});

import { expect, test } from 'vitest';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from './open-host.ts';

const WITNESS = `
import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
export default class Witness extends MessageProcessor {
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    for (let turn = 0; turn < 20; turn++) await this.storage.get('turn');
    this.logger.info(message.content);
  }
}`;

test('plugins see an event by priority: those behind wait until those before have dealt with it', async () => {
  const { manager, chat, logs } = openHost();
  const source = await buildPlugin(WITNESS);
  const create = (name: string, priority?: number) => ({
    source: { ...source, manifest: { ...source.manifest, name, ...(priority !== undefined && { priority }) } },
    grants: 'all' as const,
    enable: true,
  });
  await manager.loadPlugins([create('last', 900), create('first', 1), create('middle')]);
  for (const content of ['a', 'b']) await chat.send({ channelId: 'general', authorId: 'alice', content });
  await manager.settled();
  const seen = (content: string): readonly string[] => logs.filter(({ text }) => text === content).map(({ plugin }) => plugin);
  expect(seen('a')).toEqual(['first', 'middle', 'last']);
  expect(seen('b')).toEqual(['first', 'middle', 'last']);
  expect(manager.extensions.list().map(({ plugin }) => plugin)).toEqual(['first', 'middle', 'last']);
});

test('a plugin that never ends holds up those behind it no longer than one call may take', async () => {
  const { manager, say, logs } = openHost({ limits: { wallMsPerCall: 300 } });
  const stuck = await buildPlugin(`
    import { MessageProcessor } from 'plexi-plugin/sdk';
    export default class Stuck extends MessageProcessor { override onMessageReceived(): Promise<void> { return new Promise(() => undefined); } }`, { name: 'stuck', priority: 1 });
  await manager.loadPlugins([{ source: stuck, grants: 'all', enable: true }, { source: await buildPlugin(WITNESS), grants: 'all', enable: true }]);
  await say('hello');
  expect(logs.map(({ plugin, text }) => `${plugin} ${text}`)).toEqual(['weather hello']);
});

import { beforeAll, expect, test } from 'vitest';
import type { PluginSource } from '../../../src/host/plugin-source.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from './open-host.ts';

const LISTENER = `
import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
export default class Listener extends MessageProcessor {
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    await this.storage.update<number>('heard ' + message.content, (before = 0) => before + 1);
  }
}`;

let source: PluginSource;
beforeAll(async () => { source = await buildPlugin(LISTENER); });

test('a hundred plugins live in one host: each hears every event once, and each is reloaded', async () => {
  const { manager, say } = openHost();
  const names = Array.from({ length: 100 }, (_, index) => `plugin${String(index).padStart(2, '0')}`);
  // Every tenth plugin is what the nine after it need.
  const plugins = names.map((name, index) => ({
    source: { ...source, manifest: { ...source.manifest, name, ...(index % 10 > 0 && { dependencies: { [names[index - (index % 10)] ?? '']: '^1.0.0' } }) } },
    grants: 'all' as const,
    enable: true,
  }));
  const { loaded, failed } = await manager.loadPlugins(plugins);
  expect(failed).toEqual([]);
  expect(loaded).toHaveLength(100);
  await say('one');
  await Promise.all([...names.map((name) => manager.reloadPlugin(name)), say('two')]);
  const heard = await Promise.all(names.map(async (name) => {
    const storage = manager.services.storage.open(name);
    return [await storage.get('heard one'), await storage.get('heard two')];
  }));
  expect(heard).toEqual(names.map(() => [1, 1]));
  await manager.close();
  expect(manager.getPlugins()).toEqual([]);
}, 300_000);

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPluginManager } from '../../../src/host/create-plugin-manager.ts';
import type { PluginManager } from '../../../src/host/plugin-manager.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';

const CODE = `
import { MessageProcessor } from 'plexi-plugin/sdk';
type Signal = { aborted: boolean; reason: Error; addEventListener(type: 'abort', run: () => void): void };

export default class Tester extends MessageProcessor {
  async onMessageReceived(input: any): Promise<any> {
    switch (input.do) {
      case 'echo': return input.value;
      case 'wait': return new Promise((_resolve, reject) => { input.signal.addEventListener('abort', () => reject(input.signal.reason)); });
      case 'stream': return this.stream(input.signal);
      case 'ended': return this.storage.get('ended');
    }
  }
  async *stream(signal: Signal) {
    try {
      for (let at = 1; ; at++) yield { at, bytes: Uint8Array.of(at), aborted: signal?.aborted ?? false };
    } finally {
      await this.storage.set('ended', true);
    }
  }
}`;

const TARGET = { plugin: 'tester', entry: 'src/index.ts', hook: 'onMessageReceived' };

describe('extensions', () => {
  let manager: PluginManager;
  beforeAll(async () => {
    manager = createPluginManager();
    await manager.loadPlugin(await buildPlugin(CODE, { name: 'tester', priority: 200 }));
    await manager.loadPlugin(await buildPlugin(CODE, { name: 'second', priority: 5 }));
    await manager.loadPlugin(await buildPlugin(CODE, { name: 'first', priority: 5 }));
    for (const { name } of manager.getPlugins()) await manager.enablePlugin(name);
  });
  afterAll(() => manager.close());

  test('list enabled plugins by priority, then by name', async () => {
    expect(manager.extensions.list().map(({ plugin }) => plugin)).toEqual(['first', 'second', 'tester']);
    await manager.disablePlugin('first');
    expect(manager.extensions.list({ kind: 'message-processor' }).map(({ plugin }) => plugin)).toEqual(['second', 'tester']);
    expect(manager.extensions.list({ contribution: 'action' })).toEqual([]);
    await expect(manager.extensions.invoke({ ...TARGET, plugin: 'first' }, [{ do: 'echo' }])).rejects.toMatchObject({ code: 'PLX4113' });
  });

  test('never show the entry of the SDK itself', () => {
    expect(manager.getPlugin('tester')?.entries).toEqual([{ entry: 'src/index.ts', kind: 'message-processor', hooks: ['onMessageReceived'], contributions: [] }]);
  });

  test('bring bytes there and back', async () => {
    const bytes = Uint8Array.from({ length: 1_000 }, (_, at) => at % 256);
    expect(await manager.extensions.invoke(TARGET, [{ do: 'echo', value: { bytes } }])).toEqual({ bytes });
  });

  test('end a hook that waits when the signal is aborted, in the plugin and in the host', async () => {
    const controller = new AbortController();
    const running = manager.extensions.invoke(TARGET, [{ do: 'wait', signal: controller.signal }]);
    controller.abort(new Error('enough'));
    await expect(running).rejects.toThrow('enough');
    await expect(manager.extensions.invoke(TARGET, [{ do: 'wait', signal: controller.signal }])).rejects.toThrow('enough');
  });

  test('read a stream as far as they want, and the plugin cleans up', async () => {
    const controller = new AbortController();
    const stream = (await manager.extensions.invoke(TARGET, [{ do: 'stream', signal: controller.signal }])) as AsyncIterable<unknown>;
    const seen: unknown[] = [];
    for await (const item of stream) {
      seen.push(item);
      if (seen.length === 3) break;
    }
    expect(seen).toEqual([1, 2, 3].map((at) => ({ at, bytes: Uint8Array.of(at), aborted: false })));
    await expect.poll(() => manager.extensions.invoke(TARGET, [{ do: 'ended' }])).toBe(true);
  });

  test('end a stream when its signal is aborted', async () => {
    const controller = new AbortController();
    const stream = (await manager.extensions.invoke(TARGET, [{ do: 'stream', signal: controller.signal }])) as AsyncIterable<unknown>;
    const reading = (async () => {
      for await (const item of stream) if ((item as { at: number }).at === 2) controller.abort(new Error('enough'));
    })();
    await expect(reading).rejects.toThrow('enough');
  });

  test('end a stream of a plugin that was unloaded', async () => {
    const stream = (await manager.extensions.invoke({ ...TARGET, plugin: 'second' }, [{ do: 'stream' }])) as AsyncIterable<unknown>;
    const iterator = stream[Symbol.asyncIterator]();
    await iterator.next();
    await manager.unloadPlugin('second');
    await expect(iterator.next()).rejects.toMatchObject({ code: 'PLX4018' });
  });
});

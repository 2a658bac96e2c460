import { describe, expect, test } from 'vitest';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { createMemoryStorage } from '../../../src/host/services/memory-storage.ts';
import type { StorageService } from '../../../src/host/services/storage.ts';
import { openHost } from './open-host.ts';

// Does what the message says, on a line of its own; else it answers. Line 4 is the first that misbehaves.
const SICK = `import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';

const MISDEEDS: Record<string, (plugin: Sick) => unknown> = {
  loop: () => { while (true); },
  memory: () => { const kept = []; while (true) kept.push(new Uint8Array(50_000_000).fill(1)); },
  recursion: () => { const again = (): number => again() + 1; return again(); },
  calls: (plugin) => { while (true) void plugin.storage.get('k'); },
  logs: (plugin) => { while (true) plugin.logger.info('x'.repeat(100)); },
  console: () => { while (true) console.log('x'.repeat(100)); },
  rejection: () => void Promise.reject(new Error('nobody cares')),
};

export default class Sick extends MessageProcessor {
  override onLoad(): void { this.logger.debug('onLoad'); }
  override onEnable(): void { this.logger.debug('onEnable'); }
  override async onMessageReceived({ id, message }: MessageEvent): Promise<void> {
    const [command = '', hold] = message.content.split(' ');
    this.logger.debug(id);
    if (hold !== undefined) await this.storage.get(hold);
    await MISDEEDS[command]?.(this);
    await this.messages.reply(message, 'heard ' + message.content);
  }
}`;

const FATAL = [
  ['loops for ever', 'loop', 'PLX4001', 4],
  ['takes all memory', 'memory', 'PLX4003', 5],
  ['floods its host with calls', 'calls', 'PLX4005', 7],
  ['floods the log', 'logs', 'PLX4008', 8],
  ['floods the console', 'console', 'PLX4008', 9],
] as const;

/** A storage that answers only when it may. */
function createGate(isOpen: () => boolean): StorageService {
  const storage = createMemoryStorage();
  return {
    open: (plugin) => ({ ...storage.open(plugin), get: () => (isOpen() ? Promise.resolve(undefined) : new Promise(() => undefined)) }),
  };
}

describe('a plugin that breaks a limit', () => {
  for (const [what, command, code, line] of FATAL) {
    test(`${what}: is stopped with its source line, started again, and answers the next event`, async () => {
      const { manager, start, say, answers, deliveries, diagnostics } = openHost();
      await start(await buildPlugin(SICK));
      await say(command);
      expect(deliveries[0]?.deliveries).toMatchObject([{ outcome: 'failed', attempts: 1, diagnostic: { code } }]);
      expect(diagnostics).toMatchObject([{ code, file: 'src/index.ts', line }]);
      await say('hello');
      expect(answers()).toEqual(['heard hello']);
      expect(manager.getPlugin('weather')).toMatchObject({ state: 'enabled', fault: { code } });
    });
  }

  test('recurses too deeply: is told its source line, and answers the next event', async () => {
    const { start, say, answers, deliveries } = openHost();
    await start(await buildPlugin(SICK));
    await say('recursion');
    expect(deliveries[0]?.deliveries).toMatchObject([{ outcome: 'failed', diagnostic: { code: 'PLX4004', file: 'src/index.ts', line: 6 } }]);
    await say('hello');
    expect(answers()).toEqual(['heard hello']);
  });

  test('leaves a rejection to nobody: it is reported, and the plugin lives on', async () => {
    const { start, say, answers, diagnostics } = openHost();
    await start(await buildPlugin(SICK));
    await say('rejection');
    expect(answers()).toEqual(['heard rejection']);
    await expect.poll(() => diagnostics).toMatchObject([{ code: 'PLX4015', file: 'src/index.ts', line: 10 }]);
  });

  test('does not take with it what else was under way: that arrives again under the same id, the culprit does not', async () => {
    let opens = 0;
    const { manager, chat, start, logs, answers, deliveries } = openHost({ storage: createGate(() => (opens += 1) > 1) });
    await start(await buildPlugin(SICK));
    // The first event waits for its host when the second one starts to loop.
    await chat.send({ channelId: 'general', authorId: 'alice', content: 'hello gate' });
    await expect.poll(() => opens).toBe(1);
    await chat.send({ channelId: 'random', authorId: 'alice', content: 'loop' });
    await manager.settled();
    expect(answers()).toEqual(['heard hello gate']);
    expect(logs.map(({ text }) => text).filter((text) => text === 'event-1')).toHaveLength(2);
    const outcomes = deliveries.flatMap(({ eventId, deliveries: [delivery] }) => [[eventId, delivery?.outcome, delivery?.attempts]]);
    expect(outcomes).toEqual([['event-1', 'delivered', 2], ['event-2', 'failed', 2]]);
  });

  test('keeps the events that come while it restarts', async () => {
    const { manager, chat, start, answers } = openHost();
    await start(await buildPlugin(SICK));
    const send = (content: string) => chat.send({ channelId: 'general', authorId: 'alice', content });
    await send('loop');
    for (let count = 1; count <= 20; count++) await send(String(count));
    await manager.settled();
    expect(answers()).toEqual(Array.from({ length: 20 }, (_, index) => `heard ${String(index + 1)}`));
  });

  test('is given up in the end, and can be reloaded', async () => {
    const { manager, start, say, answers, diagnostics } = openHost({
      restarts: { delayMs: 1, longestDelayMs: 1, faults: 3, windowMs: 60_000 },
    });
    const failed: string[] = [];
    manager.registerHook('plugin:failed', (plugin, fault) => void failed.push(`${plugin} ${fault?.code ?? ''}`));
    await start(await buildPlugin(SICK));
    for (let count = 0; count < 3; count++) await say('logs');
    await say('hello');
    expect(answers()).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['PLX4008', 'PLX4008', 'PLX4008', 'PLX4016']);
    expect(manager.getPlugin('weather')?.state).toBe('failed');
    expect(failed).toEqual(['weather PLX4008']);
    expect(await manager.checkHealth('weather')).toEqual({ status: 'unhealthy', message: 'the plugin is failed' });
    await manager.reloadPlugin('weather');
    await say('hello again');
    expect(answers()).toEqual(['heard hello again']);
  });

  test('does not disturb its neighbour', async () => {
    const { start, say, answers } = openHost();
    await start(await buildPlugin(SICK));
    await start(await buildPlugin(SICK.replace("'heard '", "'neighbour heard '").replace("loop:", 'other:'), { name: 'neighbour' }));
    await say('loop');
    expect(answers()).toEqual(['neighbour heard loop']);
  });
});

describe('a plugin that breaks a limit in a lifecycle hook', () => {
  const LOOP_IN = (hook: string): string => `
import { MessageProcessor } from 'plexi-plugin/sdk';
export default class Sick extends MessageProcessor {
  override ${hook}(): never { while (true); }
}`;

  for (const hook of ['onLoad', 'onEnable']) {
    test(`${hook}: whoever started it hears of it`, async () => {
      const { start } = openHost();
      await expect(start(await buildPlugin(LOOP_IN(hook)))).rejects.toThrowCode('PLX4001', {
        location: { file: 'src/index.ts', line: 4, column: 24 + hook.length },
      });
    });
  }

  for (const hook of ['onDisable', 'onUnload']) {
    test(`${hook}: it is unloaded all the same`, async () => {
      const { manager, start, diagnostics } = openHost();
      await start(await buildPlugin(LOOP_IN(hook)));
      await manager.unloadPlugin('weather');
      expect(manager.getPlugins()).toEqual([]);
      expect(diagnostics).toMatchObject([{ code: 'PLX4001' }]);
    });
  }
});

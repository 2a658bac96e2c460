import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { createMemoryStorage } from '../../../src/host/services/memory-storage.ts';
import type { StorageService } from '../../../src/host/services/storage.ts';
import { createDeferred, type Deferred } from '../../../src/sandbox/deferred.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from './open-host.ts';

// Waits at the gate "wait": in an event, in a hook that the host runs, and in a stream.
const SLOW = `
import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
export default class Slow extends MessageProcessor {
  #count = 0;
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    const gate = await this.storage.get('wait');
    this.#count += 1;
    await this.messages.send({ channelId: message.channelId, content: 'heard ' + message.content + ' ' + String(gate) + ' ' + String(this.#count) });
  }
  override async selfTest() {
    await this.storage.get('wait');
    return { passed: true };
  }
  override exportState(): { readonly count: number } { return { count: this.#count }; }
  override importState(state: { readonly count: number }): void { this.#count = state.count; }
}`;

/** A storage whose first readings wait until somebody opens. */
function createGate(): { readonly storage: StorageService; readonly gates: Deferred<JsonValue>[]; readonly reached: (count: number) => Promise<void> } {
  const memory = createMemoryStorage();
  const gates: Deferred<JsonValue>[] = [];
  return {
    gates,
    storage: {
      open: (name) => ({
        ...memory.open(name),
        get() {
          const gate = createDeferred<JsonValue>();
          gates.push(gate);
          return gate.promise;
        },
      }),
    },
    async reached(count) {
      while (gates.length < count) await new Promise((resolve) => setTimeout(resolve, 1));
    },
  };
}

describe('what is under way when a reload begins', () => {
  test('comes to its end in the old version: events, and hooks that the host runs', async () => {
    const { storage, gates, reached } = createGate();
    const { manager, chat, start, answers, diagnostics } = openHost({ storage });
    const source = await buildPlugin(SLOW);
    await start(source);
    await chat.send({ channelId: 'general', authorId: 'alice', content: 'a' });
    await chat.send({ channelId: 'general', authorId: 'alice', content: 'b' });
    const test = manager.runSelfTest('weather');
    await reached(2);
    const reloaded = manager.reloadPlugin('weather', source);
    await new Promise(setImmediate);
    const later = manager.runSelfTest('weather');
    for (const gate of gates.splice(0)) gate.resolve('old');
    expect(await test).toMatchObject({ passed: true });
    await reloaded;
    await reached(2);
    for (const gate of gates.splice(0)) gate.resolve('new');
    expect(await later).toMatchObject({ passed: true });
    await manager.settled();
    expect(answers()).toEqual(['heard a old 1', 'heard b new 2']);
    expect(diagnostics).toEqual([]);
  });

  test('is broken off after the time it gets, with the reason; its events are delivered again, its calls fail', async () => {
    const { storage, gates, reached } = createGate();
    const { manager, chat, start, answers, diagnostics, deliveries } = openHost({ storage });
    const source = await buildPlugin(SLOW);
    await start(source);
    await chat.send({ channelId: 'general', authorId: 'alice', content: 'a' });
    const broken = expect(manager.runSelfTest('weather')).rejects.toThrowCode('PLX4018');
    await reached(2);
    await manager.reloadPlugin('weather', source, { drainMs: 20 });
    await broken;
    await reached(3);
    gates.at(-1)?.resolve('new');
    await manager.settled();
    expect(answers()).toEqual(['heard a new 1']);
    expect(deliveries.flatMap((report) => report.deliveries)).toMatchObject([{ outcome: 'delivered', attempts: 2 }]);
    expect(diagnostics.map(({ code, severity, message }) => [code, severity, message])).toEqual([
      ['PLX4157', 'warning', '"weather" was still at work 20 ms after its reload had begun: selfTest'],
    ]);
  });
});

const EXPORTING = (state: string, version: string): string => `
import { MessageProcessor } from 'plexi-plugin/sdk';
export default class Stateful extends MessageProcessor {
  override onLoad(): void { this.logger.info('${version} onLoad'); }
  override onEnable(): void { this.logger.info('${version} onEnable'); }
  override onDisable(): void { this.logger.info('${version} onDisable'); }
  override onUnload(): void { this.logger.info('${version} onUnload'); }
  override exportState(): unknown { this.logger.info('${version} exportState'); ${state} }
  override importState(state: unknown): void {
    this.logger.info('${version} importState ' + JSON.stringify(state));
    if (state === 'poison') throw new Error('poison');
  }
}`;

describe('the state of a plugin', () => {
  test('goes from one version to the next, between onLoad and onEnable', async () => {
    const { manager, start, logs } = openHost();
    await start(await buildPlugin(EXPORTING('return { cities: ["Oslo"] };', 'v1')));
    await manager.reloadPlugin('weather', await buildPlugin(EXPORTING('return null;', 'v2')));
    expect(logs.map(({ text }) => text).slice(2)).toEqual([
      'v1 exportState', 'v1 onDisable', 'v1 onUnload',
      'v2 onLoad', 'v2 importState {"cities":["Oslo"]}', 'v2 onEnable',
    ]);
  });

  test('is no reason to stop when it cannot be told: the reload is called off, and the plugin goes on', async () => {
    const { manager, start, logs } = openHost();
    await start(await buildPlugin(EXPORTING('throw new Error("not now");', 'v1')));
    await expect(manager.reloadPlugin('weather', await buildPlugin(EXPORTING('return null;', 'v2')))).rejects.toThrowCode('PLX4010');
    expect(manager.getPlugin('weather')?.state).toBe('enabled');
    expect(logs.map(({ text }) => text)).toEqual(['v1 onLoad', 'v1 onEnable', 'v1 exportState']);
  });

  test('comes back with the old version when the new one cannot take it', async () => {
    const { manager, start, logs } = openHost();
    await start(await buildPlugin(EXPORTING('return "fine";', 'v1').replace("state === 'poison'", 'false')));
    await expect(manager.reloadPlugin('weather', await buildPlugin(EXPORTING('return null;', 'v2').replace("'poison')", "'fine')")))).rejects.toThrowCode('PLX4010');
    expect(logs.map(({ text }) => text).slice(-3)).toEqual(['v1 onLoad', 'v1 importState "fine"', 'v1 onEnable']);
  });

  test('does not come back after a crash', async () => {
    const { manager, start, say, logs } = openHost({ limits: { cpuMsPerCall: 100 } });
    const crashing = EXPORTING('return "state";', 'v1').replace('override onLoad', 'override onMessageReceived(): void { for (;;); }\n  override onLoad');
    const source = await buildPlugin(crashing);
    await start(source);
    await manager.reloadPlugin('weather', source);
    await say('crash');
    await manager.executePlugin('weather', 'healthCheck');
    expect(logs.map(({ text }) => text).filter((text) => text.includes('importState'))).toHaveLength(1);
  });
});

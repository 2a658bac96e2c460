import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createMemoryStorage } from '../../../src/host/services/memory-storage.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from './open-host.ts';

// Counts each event in the storage, and all events in its memory, which it hands over.
const COUNTER = `
import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
export default class Counter extends MessageProcessor {
  #total = 0;
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    this.#total += 1;
    const key = 'event ' + message.content;
    await this.storage.set(key, ((await this.storage.get<number>(key)) ?? 0) + 1);
  }
  override exportState(): number { return this.#total; }
  override importState(total: number): void { this.#total += total; }
  override async onUnload(): Promise<void> { await this.storage.set('total', this.#total); }
}`;

const CHANNELS = ['general', 'random'];
const RELOADS = 8;
const LEAST_EVENTS = 2_000;
// On a machine that cannot keep up the rate sinks instead of the queue running over: what is counted stays exact.
const MOST_WAITING = 2_000;

test('reloads under a thousand events a second lose none and repeat none', async () => {
  const storage = createMemoryStorage();
  const seen = { delivered: 0 };
  const { manager, chat, start, diagnostics } = openHost({
    storage,
    limits: { cpuMsPerSecond: 1_000, callsPerSecond: 100_000 },
    onDelivery: ({ deliveries }) => { seen.delivered += deliveries.filter(({ outcome, attempts }) => outcome === 'delivered' && attempts === 1).length; },
  });
  const source = await buildPlugin(COUNTER);
  await start(source);

  const progress = { reloads: 0 };
  const reloads = (async () => {
    for (; progress.reloads < RELOADS; progress.reloads++) {
      await manager.reloadPlugin('weather', source);
      await sleep(50);
    }
  })();
  let sent = 0;
  const began = performance.now();
  while (progress.reloads < RELOADS || sent < LEAST_EVENTS) {
    const due = Math.min(performance.now() - began, seen.delivered + MOST_WAITING);
    for (; sent < due; sent++) void chat.send({ channelId: CHANNELS[sent % 2] ?? '', authorId: 'alice', content: String(sent) });
    await sleep(1);
  }
  await reloads;
  await manager.settled();

  const kept = storage.open('weather');
  const keys = await kept.keys('event ');
  const counts = await Promise.all(keys.map((key) => kept.get(key)));
  expect(keys).toHaveLength(sent);
  expect(counts.every((count) => count === 1)).toBe(true);
  expect(seen.delivered).toBe(sent);
  await manager.unloadPlugin('weather');
  expect(await kept.get('total')).toBe(sent);
  expect(diagnostics).toEqual([]);
}, 120_000);

import { describe, expect, test } from 'vitest';
import { createMemoryStorage } from '../../../src/host/services/memory-storage.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from './open-host.ts';

const SLOW = `
import { MessageProcessor } from 'plexi-plugin/sdk';
export default class Slow extends MessageProcessor {
  override async onMessageReceived(): Promise<void> { await this.storage.get('gate'); }
}`;

const event = (number: number) => ({
  id: `event-${String(number)}`,
  type: 'message.received' as const,
  timestamp: '2026-01-01T12:00:00.000Z',
  message: { id: 'm', channelId: 'general', authorId: 'alice', content: 'hello', createdAt: '2026-01-01T12:00:00.000Z' },
});

/** A plugin whose first event waits for its host until the gate is opened. */
async function openSlowHost() {
  let open: () => void = () => undefined;
  const gate = new Promise<undefined>((resolve) => { open = () => { resolve(undefined); }; });
  const memory = createMemoryStorage();
  const host = openHost({ storage: { open: (plugin) => ({ ...memory.open(plugin), get: () => gate }) } });
  await host.start(await buildPlugin(SLOW));
  return { ...host, open };
}

describe('events that wait for a plugin', () => {
  test('are dropped with PLX4113 when it is disabled; the one under way ends', async () => {
    const { manager, open } = await openSlowHost();
    const reports = [1, 2, 3].map((number) => manager.dispatch(event(number)));
    await Promise.resolve();
    const disabled = manager.disablePlugin('weather');
    open();
    await disabled;
    const outcomes = (await Promise.all(reports)).map(({ deliveries: [delivery] }) => [delivery?.outcome, delivery?.diagnostic?.code]);
    expect(outcomes).toEqual([['delivered', undefined], ['dropped', 'PLX4113'], ['dropped', 'PLX4113']]);
  });

  test('are dropped with PLX4108 beyond ten thousand', async () => {
    const { manager, open } = await openSlowHost();
    const reports = Array.from({ length: 10_002 }, (_, number) => manager.dispatch(event(number)));
    open();
    const outcomes = (await Promise.all(reports)).map(({ deliveries: [delivery] }) => delivery?.diagnostic?.code ?? delivery?.outcome);
    expect(outcomes.slice(-3)).toEqual(['delivered', 'PLX4108', 'PLX4108']);
    expect(new Set(outcomes.slice(0, 10_000))).toEqual(new Set(['delivered']));
  });
});

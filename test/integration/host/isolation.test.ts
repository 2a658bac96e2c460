import { describe, expect, test } from 'vitest';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { findIsolated } from '../../helpers/child-processes.ts';
import { openHost } from './open-host.ts';

// Takes a while for each message, so that many are under way at once.
const SLOW = `import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
export default class Slow extends MessageProcessor {
  override onLoad(): void { this.logger.debug('loaded'); }
  override async onMessageReceived({ id, message }: MessageEvent): Promise<void> {
    this.logger.debug(id);
    for (let step = 0; step < 20; step++) await this.storage.get('k');
    await this.messages.reply(message, 'heard ' + message.content);
  }
}`;

const onLinux = test.runIf(process.platform === 'linux');

async function openIsolated() {
  const [slow, other] = await Promise.all([buildPlugin(SLOW), buildPlugin(SLOW, { name: 'other' })]);
  const host = openHost({ isolation: 'process' });
  await host.start(slow);
  await host.start(other);
  return host;
}

describe('a host whose plugins are in a process of their own', () => {
  onLinux('loses no event when the process is killed in the middle of many: they arrive again under the same id, and plugins go on', async () => {
    const { manager, chat, logs, answers, deliveries, diagnostics, say } = await openIsolated();
    expect(manager.isolation).toMatch(/^(?:process|namespaces)$/);
    const [first] = findIsolated();
    const sent = Array.from({ length: 40 }, (_, index) => `message ${String(index)}`);
    for (const [index, content] of sent.entries()) await chat.send({ channelId: index % 2 === 0 ? 'general' : 'random', authorId: 'alice', content });
    await expect.poll(() => answers().length).toBeGreaterThan(2);
    expect(answers().length).toBeLessThan(2 * sent.length);
    process.kill(first ?? 0, 'SIGKILL');
    await manager.settled();

    // What was answered when it happened, and not yet told, is answered again: at least once.
    const heard = answers();
    for (const content of sent) expect(heard.filter((text) => text === `heard ${content}`).length).toBeGreaterThanOrEqual(2);
    expect(heard.length).toBeLessThanOrEqual(2 * sent.length + 4);
    expect(deliveries).toHaveLength(sent.length);
    for (const { deliveries: each } of deliveries) expect(each.map(({ outcome }) => outcome)).toEqual(['delivered', 'delivered']);
    const again = deliveries.filter((report) => report.deliveries.some(({ attempts }) => attempts === 2)).map(({ eventId }) => eventId);
    expect(again.length).toBeGreaterThan(0);
    for (const id of again) expect(logs.filter(({ text }) => text === id).length).toBeGreaterThanOrEqual(2);

    expect(diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code.replace(/1$/, '0'))).toEqual(['PLX4480', 'PLX4480']);
    expect(logs.filter(({ text }) => text === 'loaded')).toHaveLength(4);
    expect(manager.getPlugins().map(({ state }) => state)).toEqual(['enabled', 'enabled']);
    await say('and now');
    expect(answers().filter((text) => text === 'heard and now')).toHaveLength(2);
    expect(findIsolated()).toHaveLength(1);
    expect(findIsolated()).not.toEqual([first]);
  });

  onLinux('brings an event again when it alone was under way, and gives it up when the process ends with it three times', async () => {
    const source = await buildPlugin(SLOW.replace('step < 20', "step < (message.content === 'poison' ? Infinity : 1)"));
    const { manager, chat, start, say, deliveries, answers, logs, diagnostics } = openHost({ isolation: 'process', limits: { callsPerSecond: 1e6, cpuMsPerSecond: 1_000 } });
    await start(source);
    await chat.send({ channelId: 'general', authorId: 'alice', content: 'poison' });
    for (let times = 1; times <= 3; times++) {
      await expect.poll(() => logs.filter(({ text }) => text === 'event-1').length, { timeout: 10_000 }).toBe(times);
      for (const pid of findIsolated()) process.kill(pid, 'SIGKILL');
    }
    await manager.settled();
    expect(deliveries[0]?.deliveries).toMatchObject([{ outcome: 'failed', attempts: 3, diagnostic: { code: 'PLX4480' } }]);
    expect(diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual(['PLX4480', 'PLX4480', 'PLX4480']);
    await say('hello');
    expect(answers()).toEqual(['heard hello']);
  });
});

test('a host whose plugins are in its own process says so', async () => {
  const { manager, start } = openHost();
  expect(manager.isolation).toBeUndefined();
  await start(await buildPlugin(SLOW));
  expect(manager.isolation).toBe('thread');
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDeliveryQueue, type Attempt, type DeliveryQueue } from '../../../src/host/delivery-queue.ts';

const delivered: Attempt<string> = { outcome: 'delivered' };
const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A plugin that takes events when it is told to, and breaks down as a whole. */
function createPlugin(poison: ReadonlySet<string> = new Set()) {
  const log: string[] = [];
  const underWay = new Map<string, (attempt: Attempt<string>) => void>();
  return {
    log,
    underWay,
    attempt: (id: string) => () =>
      new Promise<Attempt<string>>((resolve) => {
        log.push(id);
        underWay.set(id, resolve);
      }),
    /** Ends the event that is first under way; a poisonous one takes all others with it. */
    step(): void {
      const [first] = underWay;
      if (first === undefined) return;
      const [id, resolve] = first;
      if (poison.has(id)) {
        for (const end of underWay.values()) end({ outcome: 'crashed', failure: `broken by ${id}` });
        underWay.clear();
      } else {
        underWay.delete(id);
        resolve(delivered);
      }
    },
  };
}

async function drain(queue: DeliveryQueue<string>, plugin: ReturnType<typeof createPlugin>): Promise<void> {
  while (queue.size > 0) {
    plugin.step();
    await tick();
  }
}

describe('createDeliveryQueue', () => {
  test('begins an event again that a reload has broken off, before what comes after it', async () => {
    const queue = createDeliveryQueue<string>(16);
    const outcomes: Attempt<string>[] = [{ outcome: 'interrupted' }, delivered, delivered];
    const log: string[] = [];
    const push = (id: string) => queue.push({ lane: 'a', attempt: () => Promise.resolve(outcomes[log.push(id) - 1] ?? delivered) });
    expect(await Promise.all([push('a1'), push('a2')])).toEqual([{ outcome: 'delivered', attempts: 2 }, { outcome: 'delivered', attempts: 1 }]);
    expect(log).toEqual(['a1', 'a1', 'a2']);
  });

  test('begins an event again when all plugins broke down, and gives it up the third time', async () => {
    const queue = createDeliveryQueue<string>(16);
    const stranded: Attempt<string> = { outcome: 'stranded', failure: 'gone' };
    const outcomes: Attempt<string>[] = [stranded, stranded, stranded, stranded, delivered];
    let count = 0;
    const push = () => queue.push({ lane: 'a', attempt: () => Promise.resolve(outcomes[count++] ?? delivered) });
    expect(await Promise.all([push(), push()])).toEqual([{ outcome: 'failed', attempts: 3, failure: 'gone' }, { outcome: 'delivered', attempts: 2 }]);
  });

  test('starts events of one lane one after another, and other lanes meanwhile', async () => {
    const queue = createDeliveryQueue<string>(16);
    const plugin = createPlugin();
    for (const id of ['a1', 'a2', 'b1']) void queue.push({ lane: id.slice(0, 1), attempt: plugin.attempt(id) });
    expect(plugin.log).toEqual(['a1', 'b1']);
    plugin.step();
    await tick();
    expect(plugin.log).toEqual(['a1', 'b1', 'a2']);
    await drain(queue, plugin);
  });

  test('starts no more lanes at once than allowed', async () => {
    const queue = createDeliveryQueue<string>(2);
    const plugin = createPlugin();
    for (const id of ['a', 'b', 'c']) void queue.push({ lane: id, attempt: plugin.attempt(id) });
    expect(plugin.log).toEqual(['a', 'b']);
    await drain(queue, plugin);
    expect(plugin.log).toEqual(['a', 'b', 'c']);
  });

  test('an event that breaks the plugin alone fails and is not started again', async () => {
    const queue = createDeliveryQueue<string>(16);
    const plugin = createPlugin(new Set(['bad']));
    const result = queue.push({ lane: 'a', attempt: plugin.attempt('bad') });
    await drain(queue, plugin);
    expect(await result).toEqual({ outcome: 'failed', attempts: 1, failure: 'broken by bad' });
  });

  test('events that went down with another arrive the second time, and the one at fault fails', async () => {
    const queue = createDeliveryQueue<string>(16);
    const plugin = createPlugin(new Set(['bad']));
    const results = Promise.all(['bad', 'good', 'fine'].map((id) => queue.push({ lane: id, attempt: plugin.attempt(id) })));
    await drain(queue, plugin);
    expect(await results).toEqual([
      { outcome: 'failed', attempts: 2, failure: 'broken by bad' },
      { outcome: 'delivered', attempts: 2 },
      { outcome: 'delivered', attempts: 2 },
    ]);
  });

  test('lets what is under way end before pause settles, and starts nothing until resume', async () => {
    const queue = createDeliveryQueue<string>(16);
    const plugin = createPlugin();
    void queue.push({ lane: 'a', attempt: plugin.attempt('a1') });
    void queue.push({ lane: 'a', attempt: plugin.attempt('a2') });
    let isPaused = false;
    const paused = queue.pause().then(() => { isPaused = true; });
    await tick();
    expect(isPaused).toBe(false);
    plugin.step();
    await paused;
    expect(plugin.log).toEqual(['a1']);
    queue.resume();
    expect(plugin.log).toEqual(['a1', 'a2']);
    await drain(queue, plugin);
  });

  test('drops what has not begun', async () => {
    const queue = createDeliveryQueue<string>(16);
    const plugin = createPlugin();
    const first = queue.push({ lane: 'a', attempt: plugin.attempt('a1') });
    const second = queue.push({ lane: 'a', attempt: plugin.attempt('a2') });
    queue.drop('disabled');
    expect(await second).toEqual({ outcome: 'dropped', attempts: 0, failure: 'disabled' });
    plugin.step();
    expect(await first).toEqual({ outcome: 'delivered', attempts: 1 });
  });

  test('whatever breaks: every good event arrives, in order within its lane, and every poisonous one fails', async () => {
    const events = fc.array(fc.record({ lane: fc.constantFrom('a', 'b', 'c', 'd'), isPoison: fc.boolean() }), { maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(events, fc.integer({ min: 1, max: 5 }), async (list, lanes) => {
        const named = list.map((event, index) => ({ ...event, id: `${event.lane}${String(index)}` }));
        const plugin = createPlugin(new Set(named.filter(({ isPoison }) => isPoison).map(({ id }) => id)));
        const queue = createDeliveryQueue<string>(lanes);
        const ended: string[] = [];
        const results = Promise.all(named.map(async ({ id, lane }) => {
          const result = await queue.push({ lane, attempt: plugin.attempt(id) });
          ended.push(id);
          return result.outcome;
        }));
        await drain(queue, plugin);
        expect(await results).toEqual(named.map(({ isPoison }) => (isPoison ? 'failed' : 'delivered')));
        for (const lane of ['a', 'b', 'c', 'd']) {
          const inLane = (id: string): boolean => id.startsWith(lane);
          expect(ended.filter(inLane)).toEqual(named.map(({ id }) => id).filter(inLane));
        }
      }),
      { numRuns: 50 },
    );
  });
});

import { describe, expect, test } from 'vitest';
import { createMemoryStorage } from '../../../../src/host/services/memory-storage.ts';
import { createStoredAnalytics } from '../../../../src/host/services/stored-analytics.ts';
import type { PluginStorage } from '../../../../src/host/services/storage.ts';
import { createVirtualClock } from '../../../../src/host/virtual-clock.ts';

function open(storage: PluginStorage = createMemoryStorage().open('$analytics')) {
  const clock = createVirtualClock('2026-01-01T12:00:00Z');
  const analytics = createStoredAnalytics({ clock, storage });
  const record = (name: string, source = 'weather') => { analytics.record({ source, name, properties: {}, timestamp: new Date(clock.now()).toISOString() }); };
  return { clock, storage, analytics, record };
}

describe('createStoredAnalytics', () => {
  test('counts by source and name, sorted, with the first and the last time', async () => {
    const { clock, analytics, record } = open();
    record('b');
    record('a', 'dice');
    record('b');
    await clock.advance('1s');
    record('b');
    record('a');
    const at = (second: number) => `2026-01-01T12:00:0${String(second)}.000Z`;
    expect(await analytics.counts()).toEqual([
      { source: 'dice', name: 'a', count: 1, firstAt: at(0), lastAt: at(0) },
      { source: 'weather', name: 'a', count: 1, firstAt: at(1), lastAt: at(1) },
      { source: 'weather', name: 'b', count: 3, firstAt: at(0), lastAt: at(1) },
    ]);
    expect(await analytics.counts({ source: 'dice', name: 'b' })).toEqual([]);
  });

  test('counts what comes after two hundred names of a source together', async () => {
    const { analytics, record } = open();
    for (let at = 0; at < 500; at++) record(`name-${String(at)}`);
    record('name-0');
    record('other', 'dice');
    const counts = await analytics.counts({ source: 'weather' });
    expect([counts.length, counts[0]?.name, counts[0]?.count]).toEqual([201, '*', 300]);
    expect((await analytics.counts({ name: 'name-0' }))[0]?.count).toBe(2);
    expect(await analytics.counts({ name: 'other' })).toHaveLength(1);
  });

  test('writes once for many events, and adds to what was counted before', async () => {
    let writes = 0;
    const kept = createMemoryStorage().open('$analytics');
    const storage: PluginStorage = { ...kept, set: (key, value) => { writes += 1; return kept.set(key, value); } };
    const first = open(storage);
    for (let at = 0; at < 100; at++) first.record('a');
    expect(writes).toBe(0);
    await first.clock.advance('5s');
    await expect.poll(() => writes).toBe(1);
    const second = open(storage);
    second.record('a');
    expect((await second.analytics.counts()).map(({ count }) => count)).toEqual([101]);
    await second.analytics.close?.();
    expect(writes).toBe(2);
  });

  test('goes on counting where nothing can be kept', async () => {
    const storage: PluginStorage = { ...createMemoryStorage().open('$analytics'), set: () => Promise.reject(new Error('the disk is full')) };
    const { analytics, record } = open(storage);
    record('a');
    await analytics.close?.();
    record('a');
    expect((await analytics.counts()).map(({ count }) => count)).toEqual([2]);
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StorageService } from '../../src/host/services/storage.ts';

/** What every storage promises, in memory or on disk. */
export function testStorage(createService: (options?: { readonly quotaBytes?: number }) => Promise<StorageService>): void {
  test('keeps each plugin apart, and gives the same storage for the same name', async () => {
    const service = await createService();
    await service.open('weather').set('city', 'Oslo');
    expect(await service.open('weather').get('city')).toBe('Oslo');
    expect(await service.open('other').get('city')).toBeUndefined();
    expect(await service.open('acme/weather').get('city')).toBeUndefined();
  });

  test('tells null from nothing', async () => {
    const storage = (await createService()).open('weather');
    await storage.set('a', null);
    expect(await storage.get('a')).toBeNull();
    expect(await storage.delete('a')).toBe(true);
    expect(await storage.get('a')).toBeUndefined();
    expect(await storage.delete('a')).toBe(false);
  });

  test('is not changed by changing what was read or written', async () => {
    const storage = (await createService()).open('weather');
    const written = { list: [1] };
    await storage.set('a', written);
    written.list.push(2);
    ((await storage.get('a')) as { list: number[] }).list.push(3);
    expect(await storage.get('a')).toEqual({ list: [1] });
  });

  test('lists keys by prefix, sorted', async () => {
    const storage = (await createService()).open('weather');
    for (const key of ['b', 'a/2', 'a/1', '__proto__']) await storage.set(key, 1);
    expect(await storage.keys('a/')).toEqual(['a/1', 'a/2']);
    expect(await storage.keys('')).toEqual(['__proto__', 'a/1', 'a/2', 'b']);
  });

  test('refuses what does not fit with QUOTA_EXCEEDED and keeps the old value', async () => {
    const storage = (await createService({ quotaBytes: 10 })).open('weather');
    await storage.set('k', 'é'); // 1 byte of key, 4 bytes of "é" in quotes
    await expect(storage.set('k', 'éééé')).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED', details: { needed: 11, quota: 10 } });
    expect(await storage.get('k')).toBe('é');
  });

  test('replaces a value only when it is still the one that was read', async () => {
    const storage = (await createService()).open('weather');
    expect(await storage.replace('k', 1, undefined)).toBe(true);
    expect(await storage.replace('k', 2, undefined)).toBe(false);
    const read = await storage.read('k');
    // The same value again is another version: somebody has written it.
    await storage.set('k', 1);
    expect(await storage.replace('k', 2, read?.version)).toBe(false);
    expect(await storage.replace('k', 2, (await storage.read('k'))?.version)).toBe(true);
    await storage.delete('k');
    expect(await storage.replace('k', 3, (await storage.read('k'))?.version)).toBe(true);
    expect(await storage.read('k')).toMatchObject({ value: 3 });
  });

  test('lets one of many win who replace the same version at once', async () => {
    const storage = (await createService()).open('weather');
    const wins = await Promise.all(Array.from({ length: 20 }, (_, number) => storage.replace('k', number, undefined)));
    expect(wins.filter(Boolean)).toHaveLength(1);
  });

  test('is empty again, as far as the quota goes, when everything is deleted', async () => {
    const entries = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'é'), fc.string({ maxLength: 4 })), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(entries, async (list) => {
        const storage = (await createService({ quotaBytes: 60 })).open('weather');
        for (const [key, value] of list) await storage.set(key, value).catch(() => undefined);
        for (const key of await storage.keys('')) await storage.delete(key);
        await storage.set('x', 'y'.repeat(57));
        await expect(storage.set('x', 'y'.repeat(58))).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
      }),
      { numRuns: 20 },
    );
  });
}

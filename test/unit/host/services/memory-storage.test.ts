import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMemoryStorage } from '../../../../src/host/services/memory-storage.ts';

describe('createMemoryStorage', () => {
  test('keeps each plugin apart, and gives the same storage for the same name', async () => {
    const service = createMemoryStorage();
    await service.open('weather').set('city', 'Oslo');
    expect(await service.open('weather').get('city')).toBe('Oslo');
    expect(await service.open('other').get('city')).toBeUndefined();
  });

  test('tells null from nothing', async () => {
    const storage = createMemoryStorage().open('weather');
    await storage.set('a', null);
    expect(await storage.get('a')).toBeNull();
    expect(await storage.delete('a')).toBe(true);
    expect(await storage.get('a')).toBeUndefined();
    expect(await storage.delete('a')).toBe(false);
  });

  test('is not changed by changing what was read or written', async () => {
    const storage = createMemoryStorage().open('weather');
    const written = { list: [1] };
    await storage.set('a', written);
    written.list.push(2);
    ((await storage.get('a')) as { list: number[] }).list.push(3);
    expect(await storage.get('a')).toEqual({ list: [1] });
  });

  test('lists keys by prefix, sorted', async () => {
    const storage = createMemoryStorage().open('weather');
    for (const key of ['b', 'a/2', 'a/1', '__proto__']) await storage.set(key, 1);
    expect(await storage.keys('a/')).toEqual(['a/1', 'a/2']);
    expect(await storage.keys('')).toEqual(['__proto__', 'a/1', 'a/2', 'b']);
  });

  test('refuses what does not fit with QUOTA_EXCEEDED and keeps the old value', async () => {
    const storage = createMemoryStorage({ quotaBytes: 10 }).open('weather');
    await storage.set('k', 'é'); // 1 byte of key, 4 bytes of "é" in quotes
    await expect(storage.set('k', 'éééé')).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED', details: { needed: 11, quota: 10 } });
    expect(await storage.get('k')).toBe('é');
  });

  test('is empty again, as far as the quota goes, when everything is deleted', async () => {
    const entries = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'é'), fc.string({ maxLength: 4 })), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(entries, async (list) => {
        const storage = createMemoryStorage({ quotaBytes: 60 }).open('weather');
        for (const [key, value] of list) await storage.set(key, value).catch(() => undefined);
        for (const key of await storage.keys('')) await storage.delete(key);
        await storage.set('x', 'y'.repeat(57));
        await expect(storage.set('x', 'y'.repeat(58))).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
      }),
    );
  });
});

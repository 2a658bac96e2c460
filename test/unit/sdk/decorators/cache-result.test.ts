import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { cacheResult } from '../../../../sdk/decorators/cache-result.ts';
import type { JsonValue } from '../../../../sdk/runtime-interface.ts';
import { installRuntime } from '../fake-runtime.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 0, toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function createCounter() {
  let runs = 0;
  return { run: (...args: unknown[]) => Promise.resolve(`${args.join()}#${String((runs += 1))}`), runs: () => runs };
}

/** A storage as the host keeps it. */
function installStorage(): Map<string, JsonValue> {
  const kept = new Map<string, JsonValue>();
  installRuntime((method, params) => {
    const { key, value } = params as { readonly key: string; readonly value: JsonValue };
    if (method === 'storage.set') kept.set(key, value);
    const found = kept.get(key);
    return method === 'storage.get' && found !== undefined ? { value: found } : {};
  });
  return kept;
}

describe('cacheResult', () => {
  test('returns what it has until it is too old', async () => {
    const cached = cacheResult({ ttl: '1m' })(createCounter().run);
    expect([await cached('a'), await cached('a'), await cached('b')]).toEqual(['a#1', 'a#1', 'b#2']);
    vi.setSystemTime(59_999);
    expect(await cached('a')).toBe('a#1');
    vi.setSystemTime(60_000);
    expect(await cached('a')).toBe('a#3');
  });

  test('goes by the key where there is one', async () => {
    const cached = cacheResult({ ttl: '1m', key: (city: string) => city.toLowerCase() })(createCounter().run);
    expect([await cached('Oslo'), await cached('OSLO')]).toEqual(['Oslo#1', 'Oslo#1']);
  });

  test('runs once for all who ask at the same time', async () => {
    const counter = createCounter();
    const cached = cacheResult({ ttl: '1m' })(counter.run);
    await Promise.all([cached('a'), cached('a'), cached('a')]);
    expect(counter.runs()).toBe(1);
  });

  test('does not keep a failure', async () => {
    let isDown = true;
    const cached = cacheResult({ ttl: '1m' })(() => (isDown ? Promise.reject(new Error('down')) : Promise.resolve('up')));
    await expect(cached()).rejects.toThrow('down');
    isDown = false;
    expect(await cached()).toBe('up');
  });

  test('keeps so many results, and forgets the oldest', async () => {
    const cached = cacheResult({ ttl: '1m', maxEntries: 2 })(createCounter().run);
    for (const name of ['a', 'b', 'c']) await cached(name);
    expect([await cached('b'), await cached('c'), await cached('a')]).toEqual(['b#2', 'c#3', 'a#4']);
  });

  test('keeps results for every object apart', async () => {
    class City {
      runs = 0;
      @cacheResult({ ttl: '1m' })
      weather(): Promise<number> {
        return Promise.resolve((this.runs += 1));
      }
    }
    const [a, b] = [new City(), new City()];
    await a.weather();
    expect([await a.weather(), await b.weather()]).toEqual([1, 1]);
  });

  test('in storage outlives the plugin, but not its time', async () => {
    installStorage();
    const counter = createCounter();
    const start = () => cacheResult({ ttl: '1m', storageKey: 'weather' })(counter.run);
    expect([await start()('a'), await start()('a')]).toEqual(['a#1', 'a#1']);
    vi.setSystemTime(60_000);
    expect(await start()('a')).toBe('a#2');
  });

  test('in storage does not grow: what is too old leaves', async () => {
    const kept = installStorage();
    const cached = cacheResult({ ttl: '1m', storageKey: 'weather' })(createCounter().run);
    await cached('a');
    vi.setSystemTime(90_000);
    await cached('b');
    expect(kept.get('weather')).toEqual([['["b"]', 'b#2', 150_000]]);
  });

  test('that cannot be kept says so, and gives the result', async () => {
    const runtime = installRuntime((method) => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- refusals arrive as plain objects
      if (method === 'storage.set') throw { code: 'QUOTA_EXCEEDED', message: 'full' };
      return {};
    });
    expect(await cacheResult({ ttl: '1m', storageKey: 'x' })(createCounter().run)('a')).toBe('a#1');
    expect(runtime.lines).toMatchObject([['warn', expect.stringContaining('could not be kept') as unknown]]);
  });

  test('refuses options that make no sense', () => {
    expect(() => cacheResult({ ttl: '0s' })).toThrow('the ttl of cacheResult');
    expect(() => cacheResult({ ttl: '1m', maxEntries: 0 })).toThrow('must keep 1 result or more');
  });
});

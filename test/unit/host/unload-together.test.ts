import { expect, test } from 'vitest';
import { unloadTogether } from '../../../src/host/unload-together.ts';

const DEPENDANTS: Readonly<Record<string, readonly string[]>> = { maps: ['weather', 'traffic'], traffic: ['weather'], weather: [], other: [] };

test('unloads each plugin once, and nobody before those that need him', async () => {
  const gone: string[] = [];
  await unloadTogether(Object.keys(DEPENDANTS), (name) => DEPENDANTS[name] ?? [], async (name) => {
    // Whoever does not wait for others would be first.
    await new Promise((resolve) => { setImmediate(resolve); });
    gone.push(name);
  });
  expect(gone.toSorted()).toEqual(['maps', 'other', 'traffic', 'weather']);
  expect(gone.filter((name) => name !== 'other')).toEqual(['weather', 'traffic', 'maps']);
});

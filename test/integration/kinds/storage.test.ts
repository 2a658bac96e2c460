import { describe, expect, test } from 'vitest';
import { createStorageBackends } from '../../../src/host/extension-points/storage-backends.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from '../host/open-host.ts';

const code = (get: string): string => `
import { defineStorage } from 'plexi-plugin/sdk';

const kept = new Map<string, Uint8Array>();

export default defineStorage({
  put: (key, bytes) => void kept.set(key, bytes),
  get: (key) => ${get},
  delete: (key) => kept.delete(key),
  list: () => [...kept.keys()],
});`;

async function open(get = 'kept.get(key)') {
  const host = openHost();
  await host.start(await buildPlugin(code(get), { name: 'shelf', type: 'storage', permissions: [] }));
  return createStorageBackends(host.manager);
}

describe('storage plugins in the sandbox', () => {
  test('keep bytes, and list them by prefix', async () => {
    const backends = await open();
    expect(backends.list()).toEqual(['shelf']);
    const backend = backends.open('shelf');
    await backend.put('b/2', Uint8Array.of(0, 200));
    await backend.put('b/1', new Uint8Array());
    await backend.put('a', Uint8Array.of(1));
    expect(await backend.get('b/2')).toEqual(Uint8Array.of(0, 200));
    expect(await backend.get('nothing')).toBeUndefined();
    expect(await backend.list('b/')).toEqual(['b/1', 'b/2']);
    expect([await backend.delete('a'), await backend.delete('a')]).toEqual([true, false]);
  });

  test('take no more at once than one message may hold', async () => {
    await expect((await open()).open('shelf').put('large', new Uint8Array(4 * 1024 * 1024 + 1))).rejects.toThrowCode('PLX4007');
  });

  test('that are none are not opened', async () => {
    const backends = await open();
    expect(() => backends.open('cellar')).toThrowCode('PLX4303');
  });

  test('that give back something else are found out', async () => {
    expect(await (await open()).probe('shelf')).toEqual({ problems: [] });
    expect(await (await open('kept.get(key)?.slice(1)')).probe('shelf')).toEqual({ problems: ['"get" did not return what was put'] });
    await expect((await open('"text" as never')).open('shelf').get('a')).rejects.toThrowCode('PLX4301');
  });
});

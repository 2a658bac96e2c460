import { describe, expect, test } from 'vitest';
import { proveStore } from '../../../src/registry/prove-store.ts';
import type { Store } from '../../../src/registry/store.ts';

/** A correct store in memory, to break one promise of. */
function createMemoryStore(): Store {
  const values = new Map<string, { body: Uint8Array; etag: string }>();
  let count = 0;
  const put = (key: string, body: Uint8Array): string => {
    const etag = String(++count);
    values.set(key, { body, etag });
    return etag;
  };
  return {
    get: async (key) => values.get(key),
    async *list(prefix) {
      yield* [...values.keys()].filter((key) => key.startsWith(prefix));
    },
    putIfAbsent: async (key, body) => (values.has(key) ? undefined : put(key, body)),
    putIfMatch: async (key, body, etag) => (values.get(key)?.etag === etag ? put(key, body) : undefined),
    async delete(key) {
      values.delete(key);
    },
  };
}

type Break = (store: Store) => Partial<Store>;

const BROKEN: readonly (readonly [string, Break])[] = [
  ['lets every conditional write through', (store) => ({ putIfMatch: async (key, body) => (await store.get(key), store.delete(key), store.putIfAbsent(key, body)) })],
  ['overwrites what exists', (store) => ({ putIfAbsent: async (key, body) => (await store.delete(key), store.putIfAbsent(key, body)) })],
  ['tells two racing writers that each of them won', (store) => ({ putIfMatch: async (key, body, etag) => (await store.putIfMatch(key, body, etag)) ?? (Number(etag) > 0 ? '999' : undefined) })],
  ['lets no writer through', () => ({ putIfMatch: async () => undefined })],
];

describe('proveStore', () => {
  test('passes a store that keeps its promises, and passes it again', async () => {
    const store = createMemoryStore();
    await proveStore(store, 'here');
    await proveStore(store, 'here');
  });

  for (const [name, breakStore] of BROKEN) {
    test(`refuses with PLX5004 a store that ${name}`, async () => {
      const store = createMemoryStore();
      await expect(proveStore({ ...store, ...breakStore(store) }, 'here')).rejects.toThrowCode('PLX5004');
    });
  }
});

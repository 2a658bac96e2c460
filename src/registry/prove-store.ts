import { randomInt, randomUUID } from 'node:crypto';
import { fail } from '../core/diagnostics/plexi-error.ts';
import type { Store } from './store.ts';

// A few keys, so that proofs do not pile up, and two processes that prove at once seldom meet on one.
const KEYS = 64;
const RACERS = 3;
const ATTEMPTS = 50;

/**
 * Proves that a store decides between writers, before anything depends on it: some storage accepts every conditional
 * write, and would lose publications without a word.
 *
 * @throws {@link PlexiError} `PLX5004` when it does not.
 */
export async function proveStore(store: Store, location: string): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const key = `proof/${randomInt(KEYS)}`;
    const etag = await writeProof(store, key);
    // Another process that proves on the same key took the value over: try another one.
    if (etag === undefined) continue;
    if ((await store.putIfAbsent(key, nonce())) !== undefined) refuse(location, 'it overwrote a value that existed');
    const race = Array.from({ length: RACERS }, () => ({ body: nonce() }));
    const etags = await Promise.all(race.map(({ body }) => store.putIfMatch(key, body, etag)));
    const won = etags.filter((each) => each !== undefined).length;
    if (won > 1) refuse(location, `${won} of ${RACERS} writers were told that they replaced the same value`);
    if ((await store.putIfMatch(key, nonce(), etag)) !== undefined) refuse(location, 'it replaced a value that had changed');
    if (won === 1) return;
  }
  refuse(location, 'it let no writer through');
}

async function writeProof(store: Store, key: string): Promise<string | undefined> {
  const current = await store.get(key);
  return current === undefined ? store.putIfAbsent(key, nonce()) : store.putIfMatch(key, nonce(), current.etag);
}

function nonce(): Uint8Array {
  return Buffer.from(`${randomUUID()}\n`);
}

function refuse(location: string, reason: string): never {
  fail('PLX5004', { location, reason });
}

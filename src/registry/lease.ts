import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../core/diagnostics/plexi-error.ts';
import { encodeRecord, readJson } from '../core/registry/record-json.ts';
import { hasEnded, identifyProcess, type ProcessIdentity } from '../platform/process-identity.ts';
import type { Store } from './store.ts';

// Whoever holds a lease renames some folders, which takes milliseconds: after a minute its holder is gone or hangs.
const LASTS_MS = 60_000;
const WAIT_MS = 30_000;
const POLL_MS = 40;

interface Holder extends ProcessIdentity {
  readonly since: number;
}

/** A value that one process at a time holds. */
export interface Lease {
  readonly store: Store;
  readonly key: string;
  /** What it protects, for the error. */
  readonly subject: string;
  /** How long to wait for another process. */
  readonly waitMs?: number;
}

/**
 * Runs a task while no other process runs one under the same lease.
 *
 * A lease of a killed process is taken over at once where the process can be seen to have ended. Taking it is one
 * compare-and-swap, so of several that see the same dead holder one succeeds.
 *
 * @throws {@link PlexiError} `PLX5024` when another process keeps the lease.
 */
export async function withLease<Result>(lease: Lease, task: () => Promise<Result>): Promise<Result> {
  const etag = await acquire(lease);
  try {
    return await task();
  } finally {
    // Refused when somebody took an expired lease over: it is theirs now.
    await lease.store.putIfMatch(lease.key, encodeRecord({ holder: null }), etag);
  }
}

async function acquire({ store, key, subject, waitMs = WAIT_MS }: Lease): Promise<string> {
  const deadline = Date.now() + waitMs;
  for (;;) {
    const current = await store.get(key);
    const holder = current && readHolder(current.body, key);
    if (holder === undefined || isOver(holder)) {
      const body = encodeRecord({ holder: { ...identifyProcess(), since: Date.now() } satisfies Holder });
      const etag = current === undefined ? await store.putIfAbsent(key, body) : await store.putIfMatch(key, body, current.etag);
      if (etag !== undefined) return etag;
    } else if (Date.now() > deadline) {
      fail('PLX5024', { folder: subject, pid: holder.pid, host: holder.host });
    }
    await sleep(POLL_MS * (0.5 + Math.random()));
  }
}

function isOver(holder: Holder): boolean {
  return hasEnded(holder) || Math.abs(Date.now() - holder.since) > LASTS_MS;
}

function readHolder(body: Uint8Array, key: string): Holder | undefined {
  const json = readJson(body, key).at('holder');
  if (json.isNull()) return undefined;
  return { host: json.at('host').text(), pid: json.at('pid').count(), since: json.at('since').count() };
}

import type { Clock } from '../clock.ts';

/** Counts requests. */
export interface RequestLimits {
  /** @returns 0 when one more is allowed, and counts it; otherwise the milliseconds until one is. */
  count(key: string, limit: { readonly requests: number; readonly perSeconds: number }): number;
}

const MOST_KEYS = 10_000;

/** Makes limits that count from the first request on, for as long as the limit says, and then anew. */
export function createRequestLimits(clock: Clock): RequestLimits {
  const windows = new Map<string, { readonly ends: number; count: number }>();

  function forget(now: number): void {
    for (const [key, { ends }] of windows) if (ends <= now) windows.delete(key);
    // Many clients at once: the oldest are forgiven, so that memory has an end.
    for (const key of windows.keys()) {
      if (windows.size < MOST_KEYS) return;
      windows.delete(key);
    }
  }

  return {
    count(key, { requests, perSeconds }) {
      const now = clock.now();
      const known = windows.get(key);
      if (known === undefined || known.ends <= now) {
        windows.delete(key);
        if (windows.size >= MOST_KEYS) forget(now);
        windows.set(key, { ends: now + perSeconds * 1_000, count: 1 });
        return 0;
      }
      known.count += 1;
      return known.count > requests ? known.ends - now : 0;
    },
  };
}

import { randomBytes } from 'node:crypto';
import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import type { Clock } from '../clock.ts';

/** A sign-in that somebody has begun on another site. */
export interface PendingLogin {
  readonly provider: string;
  readonly callbackUrl: string;
  readonly memory?: JsonValue | undefined;
}

/** Sign-ins that were begun. */
export interface PendingLogins {
  /** A secret that nobody can guess. */
  createState(): string;
  add(state: string, login: PendingLogin): void;
  /** Takes a sign-in out, so that its state is good once; `undefined` when there is none, or it is too old. */
  take(state: string): PendingLogin | undefined;
}

const LIFE_MS = 10 * 60_000;
const MOST = 10_000;

/** Makes an empty set of sign-ins. */
export function createPendingLogins(clock: Clock): PendingLogins {
  // In the order in which they were begun, so that the first is the oldest.
  const pending = new Map<string, PendingLogin & { readonly until: number }>();
  return {
    createState: () => randomBytes(32).toString('base64url'),
    add(state, login) {
      const now = clock.now();
      for (const [old, { until }] of pending) {
        if (until > now && pending.size < MOST) break;
        pending.delete(old);
      }
      pending.set(state, { ...login, until: now + LIFE_MS });
    },
    take(state) {
      const found = pending.get(state);
      pending.delete(state);
      return found === undefined || found.until <= clock.now() ? undefined : found;
    },
  };
}

import type { HostMethod, HOST_METHODS } from '../permissions/methods.ts';
import type { Rate } from './token-bucket.ts';

/** A permission that host methods need. */
export type CalledPermission = NonNullable<(typeof HOST_METHODS)[HostMethod]>;

/** How often plugins may use each permission. */
export type CallRates = Readonly<Record<CalledPermission, Rate>>;

/** How often a plugin may use a permission unless its host says otherwise: what others see or pay for is dearer than looking. */
export const DEFAULT_CALL_RATES: CallRates = {
  'messages.read': { perSecond: 200, burst: 2_000 },
  'messages.write': { perSecond: 50, burst: 1_000 },
  'users.read': { perSecond: 200, burst: 2_000 },
  'channels.read': { perSecond: 200, burst: 2_000 },
  'channels.write': { perSecond: 10, burst: 200 },
  'calls.read': { perSecond: 200, burst: 2_000 },
  'calls.write': { perSecond: 10, burst: 200 },
  'files.read': { perSecond: 100, burst: 1_000 },
  'files.write': { perSecond: 20, burst: 500 },
  'database.access': { perSecond: 500, burst: 5_000 },
  'ai.use': { perSecond: 5, burst: 100 },
  'external.api': { perSecond: 50, burst: 1_000 },
};

/** What only goes on with something that was counted when it began, or ends it. */
export const UNCOUNTED_METHODS: ReadonlySet<string> = new Set<HostMethod>([
  'http.write',
  'http.end',
  'http.cancel',
  'files.write',
  'files.finish',
  'files.cancel',
  'calls.stop',
]);

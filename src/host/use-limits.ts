import type { BoundaryValue } from '../../sdk/runtime-interface.ts';
import { createDiagnostic } from '../core/diagnostics/plexi-error.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { UNCOUNTED_METHODS, type CallRates } from '../core/limits/call-rates.ts';
import { createTokenBucket, type Rate, type TokenBucket } from '../core/limits/token-bucket.ts';
import type { PermissionName } from '../core/permissions/catalog.ts';
import { HOST_METHODS, isHostMethod } from '../core/permissions/methods.ts';
import { HostCallError, type HostCall } from '../sandbox/engine.ts';
import type { Clock } from './clock.ts';

/** Refuses what a plugin does too often with a {@link HostCallError} `RATE_LIMITED`, which says when to try again. */
export interface UseLimits {
  /** Counts a call of a host method. */
  readonly countCall: (method: string) => void;
  /** Counts bytes that go out to a server. */
  readonly countSent: (bytes: number) => void;
}

/** What counting for one plugin takes. */
export interface UseLimitsOptions {
  readonly plugin: string;
  /** What it may do: a call that is refused anyway is not counted. */
  readonly allowed: ReadonlySet<PermissionName>;
  readonly clock: Clock;
  readonly rates: CallRates;
  readonly sentBytesPerMinute: number;
  readonly onDiagnostic: (diagnostic: Diagnostic) => void;
}

// A plugin that has run wild must not flood whoever listens.
const TOLD_EVERY_MS = 60_000;

/** Makes the limits of one plugin. They outlive its sandbox, so that a fault gives back nothing that was used. */
export function createUseLimits({ plugin, allowed, clock, rates, sentBytesPerMinute, onDiagnostic }: UseLimitsOptions): UseLimits {
  const buckets = new Map<string, TokenBucket>();
  const toldAt = new Map<string, number>();

  function take(name: string, rate: Rate, amount: number): number {
    const bucket = buckets.get(name) ?? createTokenBucket(rate, clock.now());
    buckets.set(name, bucket);
    return bucket.take(amount, clock.now());
  }

  function tell(name: string, diagnostic: Diagnostic): void {
    const now = clock.now();
    if (now - (toldAt.get(name) ?? -Infinity) < TOLD_EVERY_MS) return;
    toldAt.set(name, now);
    onDiagnostic(diagnostic);
  }

  return {
    countCall(method) {
      const permission = isHostMethod(method) ? HOST_METHODS[method] : null;
      if (permission === null || UNCOUNTED_METHODS.has(method) || !allowed.has(permission)) return;
      const rate = rates[permission];
      const retryAfterMs = take(permission, rate, 1);
      if (retryAfterMs === 0) return;
      tell(permission, createDiagnostic('PLX4501', { plugin, permission, ...rate }));
      const message = `"${permission}" may be used at a rate of ${String(rate.perSecond)} per second: try again in ${String(retryAfterMs)} ms`;
      throw new HostCallError('RATE_LIMITED', message, { permission, method, retryAfterMs });
    },
    countSent(bytes) {
      const retryAfterMs = take('sent', { perSecond: sentBytesPerMinute / 60, burst: sentBytesPerMinute }, bytes);
      if (retryAfterMs === 0) return;
      tell('sent', createDiagnostic('PLX4502', { plugin, limit: sentBytesPerMinute }));
      const message = `${String(sentBytesPerMinute)} bytes may be sent per minute: try again in ${String(retryAfterMs)} ms`;
      throw new HostCallError('RATE_LIMITED', message, { limit: sentBytesPerMinute, retryAfterMs });
    },
  };
}

/** Counts every call before it is answered. */
export function limitCalls(answer: (call: HostCall) => Promise<BoundaryValue>, { countCall }: UseLimits): (call: HostCall) => Promise<BoundaryValue> {
  return async (call) => {
    countCall(call.method);
    return answer(call);
  };
}

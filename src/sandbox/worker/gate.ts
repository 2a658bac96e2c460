import type { SandboxLimits } from '../engine.ts';
import type { GuestHost } from '../guest/interface.ts';
import { createRateBudget } from '../../core/limits/rate-budget.ts';
import type { FaultKind, FromWorker } from '../wire.ts';

/** The way out of the guest: everything is counted and measured before it is posted. */
export interface Gate extends Omit<GuestHost, 'registered'> {
  /** A call has its answer. */
  answered(): void;
  /** A rejection that nobody handled; counts as a log line. */
  rejected(failure: string): void;
}

const LONGEST_METHOD = 128;

/**
 * Makes the gate of one guest.
 *
 * @param post - Takes what may cross.
 * @param stop - Called when a limit is broken; nothing crosses afterwards.
 */
export function createGate(limits: SandboxLimits, post: (message: FromWorker) => void, stop: (kind: FaultKind) => void): Gate {
  const calls = createRateBudget(limits.callsPerSecond, performance.now());
  const lines = createRateBudget(limits.logLinesPerSecond, performance.now());
  let inFlight = 0;
  let closed = false;

  const close = (kind: FaultKind): boolean => {
    closed = true;
    stop(kind);
    return false;
  };
  const fits = (text: string): boolean => Buffer.byteLength(text) <= limits.messageBytes;
  const takeLine = (): boolean => !closed && (lines.take(1, performance.now()) || close('log-rate'));

  return {
    call(id, method, params, stack) {
      if (closed || method.length > LONGEST_METHOD || !fits(params)) return false;
      if (inFlight >= limits.callsInFlight) return close('calls-in-flight');
      if (!calls.take(1, performance.now())) return close('call-rate');
      inFlight++;
      post(['call', id, method, params, stack]);
      return true;
    },
    answered() {
      inFlight--;
    },
    done(invocation, value) {
      if (closed || !fits(value)) return false;
      post(['done', invocation, value]);
      return true;
    },
    failed(invocation, failure) {
      if (!closed) post(['failed', invocation, failure]);
    },
    log(level, text) {
      if (takeLine()) post(['log', level, text]);
    },
    rejected(failure) {
      if (takeLine()) post(['rejected', failure]);
    },
  };
}

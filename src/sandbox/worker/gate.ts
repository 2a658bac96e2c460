import type { SandboxLimits } from '../../core/limits/plugin-limits.ts';
import type { Attachments } from '../attachments.ts';
import type { GuestHost, TooLarge } from '../guest/interface.ts';
import { LONGEST_METHOD } from '../text-limits.ts';
import { createRateBudget } from '../../core/limits/rate-budget.ts';
import type { FaultKind, FromWorker } from '../wire.ts';

/** Bytes that are still in the guest: they are measured before they are copied. */
export interface GuestBytes {
  readonly places: string;
  readonly size: number;
  copy(): ArrayBuffer;
}

/** The way out of the guest: everything is counted and measured before it is posted. */
export interface Gate extends Pick<GuestHost, 'failed' | 'log'> {
  /** @returns What of it is too large; `undefined` when it crossed. */
  call(id: number, method: string, params: string, stack: string, attached?: GuestBytes): TooLarge | undefined;
  /** @returns What of it is too large; `undefined` when it crossed. */
  done(invocation: number, value: string, attached?: GuestBytes): TooLarge | undefined;
  /** A call has its answer. */
  answered(id: number): void;
  /** A rejection that nobody handled; counts as a log line. */
  rejected(failure: string): void;
}

// With each of the calls in flight holding as much as it may, a host would hold a quarter of a gigabyte for one plugin.
const MOST_UNANSWERED = 8;

/**
 * Makes the gate of one guest.
 *
 * @param post - Takes what may cross.
 * @param stop - Called when a limit is broken; nothing crosses afterwards.
 */
export function createGate(limits: SandboxLimits, post: (message: FromWorker) => void, stop: (kind: FaultKind) => void): Gate {
  const calls = createRateBudget(limits.callsPerSecond, performance.now());
  const lines = createRateBudget(limits.logLinesPerSecond, performance.now());
  /** The calls without an answer, and how many bytes went with each. */
  const inFlight = new Map<number, number>();
  let unanswered = 0;
  let closed = false;

  const close = (kind: FaultKind): TooLarge => {
    closed = true;
    stop(kind);
    return 'text';
  };
  const findTooLarge = (text: string, attached: GuestBytes | undefined): TooLarge | undefined => {
    if (closed || Buffer.byteLength(text) + Buffer.byteLength(attached?.places ?? '') > limits.messageBytes) return 'text';
    return (attached?.size ?? 0) > limits.attachmentBytes ? 'bytes' : undefined;
  };
  const takeLine = (): boolean => {
    if (!closed && !lines.take(1, performance.now())) close('log-rate');
    return !closed;
  };

  return {
    call(id, method, params, stack, attached) {
      const tooLarge = method.length > LONGEST_METHOD ? 'text' : findTooLarge(params, attached);
      if (tooLarge !== undefined) return tooLarge;
      const size = attached?.size ?? 0;
      if (unanswered + size > limits.attachmentBytes * MOST_UNANSWERED) return 'bytes';
      if (inFlight.size >= limits.callsInFlight) return close('calls-in-flight');
      if (!calls.take(1, performance.now())) return close('call-rate');
      inFlight.set(id, size);
      unanswered += size;
      post(['call', id, method, params, stack, ...take(attached)]);
      return undefined;
    },
    answered(id) {
      unanswered -= inFlight.get(id) ?? 0;
      inFlight.delete(id);
    },
    done(invocation, value, attached) {
      const tooLarge = findTooLarge(value, attached);
      if (tooLarge === undefined) post(['done', invocation, value, ...take(attached)]);
      return tooLarge;
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

function take(attached: GuestBytes | undefined): [] | [Attachments] {
  return attached === undefined ? [] : [{ places: attached.places, bytes: attached.copy() }];
}

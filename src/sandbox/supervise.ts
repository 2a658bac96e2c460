import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Sandbox } from './engine.ts';

/** Time, as restarts need it. */
export interface RestartClock {
  /** Milliseconds on a clock that never goes back. */
  now(): number;
  /** Resolves after so many milliseconds, or as soon as the signal is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/** When a plugin that broke down is started again, and when no more. */
export interface RestartPolicy {
  /** Before the second restart in a row, in milliseconds; the first waits for nothing, each further one twice as long. */
  readonly delayMs: number;
  readonly longestDelayMs: number;
  /** So many faults within the window end it. */
  readonly faults: number;
  readonly windowMs: number;
}

/** What keeping a plugin running takes. */
export interface SuperviseOptions {
  /** The plugin's name, for messages. */
  readonly plugin: string;
  /** Starts a new sandbox. */
  start(): Promise<Sandbox>;
  /** Brings a new sandbox to the state in which it may receive events: its lifecycle hooks. `restart` counts from 0. */
  prepare(sandbox: Sandbox, restart: number): Promise<void>;
  /** Takes each fault, and `PLX4016` when there will be no restart. */
  report(diagnostic: Diagnostic): void;
  readonly clock?: RestartClock;
  readonly policy?: RestartPolicy;
}

/** A plugin that is started again after every fault. */
export interface SupervisedSandbox {
  readonly state: 'running' | 'restarting' | 'failed' | 'closed';
  /**
   * Works with the running sandbox; while a new one is being started, waits for it. Work that a fault interrupts
   * fails with the fault and is not repeated: whether it may be is for the caller to know.
   *
   * @throws {@link PlexiError} `PLX4016` once there are no more restarts, `PLX4018` after `close`.
   */
  use<Result>(work: (sandbox: Sandbox) => Promise<Result>): Promise<Result>;
  /** Settles when it is over: with `PLX4016`, or with `undefined` after `close`. */
  readonly gone: Promise<Diagnostic | undefined>;
  close(): Promise<void>;
}

/** The policy unless the host says otherwise. */
export const DEFAULT_RESTARTS: RestartPolicy = { delayMs: 100, longestDelayMs: 30_000, faults: 5, windowMs: 60_000 };

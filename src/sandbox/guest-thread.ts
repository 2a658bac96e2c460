import type { Isolation, SandboxOptions } from './engine.ts';
import type { ToWorker } from './wire.ts';

/** One thread with a guest in it, in this process or in another. Whatever ends it is told once, and last. */
export interface GuestThread {
  /** Takes what comes from it; called at once, and once. */
  listen(events: GuestEvents): void;
  post(batch: readonly ToWorker[]): void;
  /**
   * Ends it, whatever it is doing.
   *
   * @param isClean - Whether no limit was broken.
   */
  end(isClean: boolean): void;
}

/** What comes from a thread. */
export interface GuestEvents {
  /** Takes what a turn of the guest has brought: a list of messages, if it keeps to the rules. */
  onBatch(batch: unknown): void;
  /** @param loss - Where it ended together with its process. */
  onEnd(loss?: ProcessLoss): void;
  /** Whether the guest has something to do. */
  isAtWork(): boolean;
}

/** The end of a process in which plugins ran. */
export interface ProcessLoss {
  readonly reason: string;
  /** Whether no other plugin of the process was at work, so that it was this one that ended it, or somebody outside. */
  readonly isAlone: boolean;
}

/** Where guests run. */
export interface GuestThreads {
  /** What is around them; `undefined` until the first has been started. */
  readonly isolation: Isolation | undefined;
  start(options: SandboxOptions): Promise<GuestThread>;
  close(): Promise<void>;
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic, PlexiError } from '../core/diagnostics/plexi-error.ts';
import { createDeferred } from './deferred.ts';
import type { Sandbox } from './engine.ts';
import { createRestartDelays, type RestartDelays, type RestartPolicy } from './restart-delays.ts';

/** Time, as restarts need it. */
export interface RestartClock {
  /** Milliseconds on a clock that never goes back. */
  now(): number;
  /** Resolves after so many milliseconds, or as soon as the signal is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
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
  readonly report: (diagnostic: Diagnostic) => void;
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

/** The clock of the machine. */
export const MACHINE_CLOCK: RestartClock = {
  now: () => performance.now(),
  wait: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
};

/**
 * Starts a plugin and keeps it running.
 *
 * @throws {@link PlexiError} when the first start or its preparation fails: that is not tried again, because whoever
 *   loads the plugin is there to hear it.
 */
export async function superviseSandbox(options: SuperviseOptions): Promise<SupervisedSandbox> {
  const supervisor = new Supervisor(options);
  await supervisor.begin();
  return supervisor;
}

class Supervisor implements SupervisedSandbox {
  readonly #options: SuperviseOptions;
  readonly #clock: RestartClock;
  readonly #policy: RestartPolicy;
  readonly #gone = createDeferred<Diagnostic | undefined>();
  readonly #closing = new AbortController();
  /** The sandbox that runs, or will run once it has been started again. */
  #ready: Promise<Sandbox>;
  #state: SupervisedSandbox['state'] = 'restarting';
  readonly #delays: RestartDelays;
  #restarts = 0;

  constructor(options: SuperviseOptions) {
    this.#options = options;
    this.#clock = options.clock ?? MACHINE_CLOCK;
    this.#policy = options.policy ?? DEFAULT_RESTARTS;
    this.#delays = createRestartDelays(this.#policy);
    this.#ready = this.#startOnce();
  }

  get state(): SupervisedSandbox['state'] {
    return this.#state;
  }

  get gone(): Promise<Diagnostic | undefined> {
    return this.#gone.promise;
  }

  async begin(): Promise<void> {
    await this.#ready;
  }

  async use<Result>(work: (sandbox: Sandbox) => Promise<Result>): Promise<Result> {
    return work(await this.#ready);
  }

  async close(): Promise<void> {
    if (this.#state !== 'failed') this.#state = 'closed';
    this.#closing.abort();
    const last = this.#ready;
    this.#keepReady(Promise.reject(this.#createClosedError()));
    await last.then((sandbox) => sandbox.close()).catch(() => undefined);
    this.#gone.resolve(undefined);
  }

  async #startOnce(): Promise<Sandbox> {
    const sandbox = await this.#options.start();
    try {
      await this.#options.prepare(sandbox, this.#restarts);
    } catch (error) {
      await sandbox.close();
      throw error;
    }
    if (this.#closing.signal.aborted) {
      await sandbox.close();
      throw this.#createClosedError();
    }
    this.#state = 'running';
    void sandbox.gone.then((fault) => {
      if (fault !== undefined && this.#state === 'running') this.#keepReady(this.#startAgain(fault));
    });
    return sandbox;
  }

  async #startAgain(first: Diagnostic): Promise<Sandbox> {
    this.#state = 'restarting';
    for (let fault = first; ; ) {
      this.#options.report(fault);
      await this.#backOff(fault);
      try {
        this.#restarts++;
        return await this.#startOnce();
      } catch (error) {
        if (this.#closing.signal.aborted) throw error;
        fault = this.#readFault(error);
      }
    }
  }

  async #backOff(fault: Diagnostic): Promise<void> {
    // Not its own fault; the process that it runs in is waited for, too.
    if (fault.code === 'PLX4481') return;
    const { faults, windowMs } = this.#policy;
    const { count, delayMs } = this.#delays(this.#clock.now());
    if (count >= faults) this.#giveUp(count, windowMs);
    if (delayMs > 0) await this.#clock.wait(delayMs, this.#closing.signal);
    if (this.#closing.signal.aborted) throw this.#createClosedError();
  }

  #giveUp(count: number, windowMs: number): never {
    const { plugin, report } = this.#options;
    const diagnostic = createDiagnostic('PLX4016', { plugin, count, seconds: Math.round(windowMs / 1000) });
    this.#state = 'failed';
    report(diagnostic);
    this.#gone.resolve(diagnostic);
    throw new PlexiError([diagnostic]);
  }

  #readFault(error: unknown): Diagnostic {
    if (error instanceof PlexiError) return error.diagnostics[0];
    const reason = error instanceof Error ? error.message : String(error);
    return createDiagnostic('PLX4009', { plugin: this.#options.plugin, during: 'while it was being started again', reason });
  }

  // Nobody may be waiting for it: then its failure is told by `report` and `gone` alone.
  #keepReady(ready: Promise<Sandbox>): void {
    ready.catch(() => undefined);
    this.#ready = ready;
  }

  #createClosedError(): PlexiError {
    return new PlexiError([createDiagnostic('PLX4018', { plugin: this.#options.plugin })]);
  }
}

import { Event, EventTarget } from './event-target.ts';
import { setOwnTimeout } from './timers.ts';

/** Tells that work is no longer wanted: what {@link AbortSignal} and the signals of other platforms have in common. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

interface SignalState {
  isAborted: boolean;
  reason: unknown;
  /** What the platform does on abort, before any listener hears of it. */
  readonly steps: Set<() => void>;
  /** Signals of `AbortSignal.any` that follow this one. */
  readonly followers: Set<AbortSignal>;
}

const states = new WeakMap<AbortSignal, SignalState>();
const MAKER = {};

function stateOf(signal: AbortSignal): SignalState {
  const found = states.get(signal);
  if (found === undefined) throw new TypeError('this is no AbortSignal');
  return found;
}

function createSignal(): AbortSignal {
  return new AbortSignal(MAKER);
}

/** Says whether somebody has given up: DOM §3.2. */
export class AbortSignal extends EventTarget implements AbortSignalLike {
  #onabort: ((event: Event) => unknown) | null = null;

  constructor(maker?: object) {
    super();
    if (maker !== MAKER) throw new TypeError('Illegal constructor: make an AbortController, or call AbortSignal.timeout, .any or .abort');
    states.set(this, { isAborted: false, reason: undefined, steps: new Set(), followers: new Set() });
    this.addEventListener('abort', (event) => this.#onabort?.(event));
  }

  static abort(reason?: unknown): AbortSignal {
    const signal = createSignal();
    abortSignal(signal, reason);
    return signal;
  }

  static timeout(milliseconds: number): AbortSignal {
    const signal = createSignal();
    setOwnTimeout(() => { abortSignal(signal, new DOMException('The operation was aborted due to timeout', 'TimeoutError')); }, milliseconds);
    return signal;
  }

  static any(signals: Iterable<AbortSignal>): AbortSignal {
    const followed = [...signals];
    const signal = createSignal();
    const aborted = followed.find((each) => stateOf(each).isAborted);
    if (aborted !== undefined) abortSignal(signal, aborted.reason);
    else for (const each of followed) stateOf(each).followers.add(signal);
    return signal;
  }

  get aborted(): boolean {
    return stateOf(this).isAborted;
  }

  get reason(): unknown {
    return stateOf(this).reason;
  }

  get onabort(): ((event: Event) => unknown) | null {
    return this.#onabort;
  }

  set onabort(listener: ((event: Event) => unknown) | null) {
    this.#onabort = typeof listener === 'function' ? listener : null;
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason;
  }

  override get [Symbol.toStringTag](): string {
    return 'AbortSignal';
  }
}

/** Gives up, and says so through its signal: DOM §3.1. */
export class AbortController {
  readonly #signal = createSignal();

  get signal(): AbortSignal {
    return this.#signal;
  }

  abort(reason?: unknown): void {
    abortSignal(this.#signal, reason);
  }

  get [Symbol.toStringTag](): string {
    return 'AbortController';
  }
}

// Every follower is aborted before the first listener runs, as DOM §3.2 has it.
function abortSignal(signal: AbortSignal, reason: unknown): void {
  const states = [...listFollowers(signal)].map((each) => [each, stateOf(each)] as const).filter(([, { isAborted }]) => !isAborted);
  const why = reason === undefined ? new DOMException('This operation was aborted', 'AbortError') : reason;
  for (const [, state] of states) Object.assign(state, { isAborted: true, reason: why });
  for (const [each, { steps, followers }] of states) {
    for (const step of steps) step();
    steps.clear();
    followers.clear();
    each.dispatchEvent(new Event('abort'));
  }
}

function listFollowers(signal: AbortSignal, found: Set<AbortSignal> = new Set()): ReadonlySet<AbortSignal> {
  if (found.has(signal) || stateOf(signal).isAborted) return found;
  found.add(signal);
  for (const follower of stateOf(signal).followers) listFollowers(follower, found);
  return found;
}

/**
 * Runs a step of the platform when a signal aborts, before any listener; at once where it has.
 *
 * @returns A function that takes the step away again.
 */
export function onAbort(signal: AbortSignalLike | null | undefined, step: (reason: unknown) => void): () => void {
  if (signal === null || signal === undefined) return () => undefined;
  const run = (): void => { step(signal.reason); };
  if (signal.aborted) {
    run();
    return () => undefined;
  }
  const steps = signal instanceof AbortSignal ? stateOf(signal).steps : undefined;
  if (steps === undefined) signal.addEventListener('abort', run);
  else steps.add(run);
  return () => {
    if (steps === undefined) signal.removeEventListener('abort', run);
    else steps.delete(run);
  };
}

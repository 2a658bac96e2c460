type Listener = () => void;

/** Tells that work is no longer wanted: the part of the web platform's `AbortSignal` that hosts send to plugins. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: 'abort', listener: Listener): void;
  removeEventListener(type: 'abort', listener: Listener): void;
}

/** Makes a signal and aborts it. */
export class SignalSource implements AbortSignalLike {
  readonly #listeners = new Set<Listener>();
  #reason: unknown;
  #isAborted = false;

  get signal(): AbortSignalLike {
    return this;
  }

  get aborted(): boolean {
    return this.#isAborted;
  }

  get reason(): unknown {
    return this.#reason;
  }

  throwIfAborted(): void {
    if (this.#isAborted) throw this.#reason;
  }

  addEventListener(_type: 'abort', listener: Listener): void {
    this.#listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: Listener): void {
    this.#listeners.delete(listener);
  }

  abort(reason: unknown): void {
    if (this.#isAborted) return;
    this.#isAborted = true;
    this.#reason = reason;
    for (const listener of [...this.#listeners]) listener();
  }
}

/** Something that will happen, unless it is cancelled first. */
export interface Timer {
  cancel(): void;
}

/** Time, as the host and its plugins see it: a port, so that tests decide what time it is. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs a function once, after so many milliseconds. */
  setTimer(delayMs: number, run: () => void): Timer;
  /**
   * Tells whenever the time has been moved by hand. Only clocks that stand still otherwise have it: plugins then see
   * this clock's time, and else the machine's.
   *
   * @returns A function that ends it.
   */
  onMove?(listener: (now: number) => void): () => void;
}

/** Makes the machine's clock. */
export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    setTimer(delayMs, run) {
      const timeout = setTimeout(run, delayMs);
      return { cancel: () => { clearTimeout(timeout); } };
    },
  };
}

/** Something that will happen, unless it is cancelled first. */
export interface Timer {
  cancel(): void;
}

/** Time, as the host sees it: a port, so that tests decide what time it is. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs a function once, after so many milliseconds. */
  setTimer(delayMs: number, run: () => void): Timer;
}

/** When what broke down is started again, and when no more. */
export interface RestartPolicy {
  /** Before the second restart in a row, in milliseconds; the first waits for nothing, each further one twice as long. */
  readonly delayMs: number;
  readonly longestDelayMs: number;
  /** So many faults within the window end it. */
  readonly faults: number;
  readonly windowMs: number;
}

/** Counts the faults of the window, this one included, and says how long to wait. */
export type RestartDelays = (now: number) => { readonly count: number; readonly delayMs: number };

/** Makes a count of faults; there were none. */
export function createRestartDelays({ delayMs, longestDelayMs, windowMs }: Omit<RestartPolicy, 'faults'>): RestartDelays {
  let times: readonly number[] = [];
  return (now) => {
    times = [...times.filter((time) => now - time < windowMs), now];
    const count = times.length;
    return { count, delayMs: count === 1 ? 0 : Math.min(longestDelayMs, delayMs * 2 ** (count - 2)) };
  };
}

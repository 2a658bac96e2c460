/** How often something may happen. */
export interface Rate {
  /** On average. */
  readonly perSecond: number;
  /** After a pause, at once. */
  readonly burst: number;
}

/** Counts what happens against a rate. */
export interface TokenBucket {
  /**
   * Takes from the bucket what is there.
   *
   * @param amount - How much. More than a burst passes when the bucket is full, and is made up for afterwards.
   * @param now - Milliseconds; a clock that goes back fills nothing.
   * @returns 0 when it was taken, otherwise the milliseconds until it can be.
   */
  take(amount: number, now: number): number;
}

// What is added up in many small steps falls short of the whole by a rounding error.
const ROUNDING = 1e-6;

/** Makes a bucket, full at `now`. */
export function createTokenBucket({ perSecond, burst }: Rate, now: number): TokenBucket {
  let tokens = burst;
  let filledAt = now;
  return {
    take(amount, at) {
      tokens = Math.min(burst, tokens + (Math.max(0, at - filledAt) / 1000) * perSecond);
      filledAt = at;
      const lacking = Math.min(amount, burst) - tokens;
      if (lacking > ROUNDING) return Math.ceil(((lacking - ROUNDING / 2) / perSecond) * 1000);
      tokens -= amount;
      return 0;
    },
  };
}

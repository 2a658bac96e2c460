/** A budget that refills with time: what may be used at once is ten seconds' worth. */
export interface RateBudget {
  /**
   * Uses some of the budget.
   *
   * @param amount - How much, in the unit of the rate.
   * @param now - Milliseconds on a clock that never goes back.
   * @returns Whether there was that much left.
   */
  take(amount: number, now: number): boolean;
}

const BURST_SECONDS = 10;

/** Makes a budget of `perSecond`, full at `now`. */
export function createRateBudget(perSecond: number, now: number): RateBudget {
  const full = perSecond * BURST_SECONDS;
  let left = full;
  let filledAt = now;
  return {
    take(amount, at) {
      left = Math.min(full, left + ((at - filledAt) / 1000) * perSecond);
      filledAt = at;
      left -= amount;
      return left >= 0;
    },
  };
}

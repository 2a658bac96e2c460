import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRateBudget } from '../../../../src/core/limits/rate-budget.ts';

describe('createRateBudget', () => {
  test('lets ten seconds’ worth through at once, and not more', () => {
    const budget = createRateBudget(100, 0);
    expect(budget.take(1000, 0)).toBe(true);
    expect(budget.take(1, 0)).toBe(false);
  });

  test('lets the rate through for ever', () => {
    const budget = createRateBudget(100, 0);
    for (let second = 1; second <= 1000; second++) expect(budget.take(100, second * 1000)).toBe(true);
  });

  test('ends twice the rate after ten seconds', () => {
    const budget = createRateBudget(100, 0);
    let second = 0;
    while (budget.take(200, second * 1000)) second++;
    expect(second).toBe(9);
  });

  test('refills with time, up to ten seconds’ worth', () => {
    const budget = createRateBudget(100, 0);
    budget.take(1000, 0);
    expect(budget.take(1000, 3_600_000)).toBe(true);
    expect(budget.take(1, 3_600_000)).toBe(false);
  });

  test('never lets more through than the burst and the rate together', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(500), fc.nat(2000)), { minLength: 1 }), (uses) => {
        const budget = createRateBudget(100, 0);
        let now = 0;
        let let_ = 0;
        for (const [amount, pause] of uses) {
          now += pause;
          if (!budget.take(amount, now)) break;
          let_ += amount;
        }
        expect(let_).toBeLessThanOrEqual(1000 + (now / 1000) * 100 + 1e-6);
      }),
    );
  });
});

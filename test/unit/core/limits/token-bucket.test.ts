import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTokenBucket } from '../../../../src/core/limits/token-bucket.ts';

describe('createTokenBucket', () => {
  test('lets a burst through, then one after the other', () => {
    const bucket = createTokenBucket({ perSecond: 4, burst: 3 }, 0);
    expect([0, 0, 0, 0, 249, 250, 250].map((now) => bucket.take(1, now))).toEqual([0, 0, 0, 250, 1, 0, 250]);
  });

  test('holds no more than a burst, however long nothing happens', () => {
    const bucket = createTokenBucket({ perSecond: 1, burst: 2 }, 0);
    expect([1, 1, 1].map((amount) => bucket.take(amount, 3_600_000))).toEqual([0, 0, 1_000]);
  });

  test('lets more than a burst through when it is full, and makes up for it', () => {
    const bucket = createTokenBucket({ perSecond: 10, burst: 100 }, 0);
    expect([bucket.take(150, 0), bucket.take(1, 0), bucket.take(1, 5_099), bucket.take(1, 5_100)]).toEqual([0, 5_100, 1, 0]);
  });

  test('gains nothing from a clock that goes back', () => {
    const bucket = createTokenBucket({ perSecond: 1, burst: 1 }, 10_000);
    expect([10_000, 0, 999, 1_000].map((now) => bucket.take(1, now))).toEqual([0, 1_000, 1, 0]);
  });

  test('whoever waits as long as it says gets through, and on average nobody gets more than the rate', () => {
    const rate = fc.record({ perSecond: fc.integer({ min: 1, max: 5_000 }), burst: fc.integer({ min: 1, max: 5_000 }) });
    const steps = fc.array(fc.record({ amount: fc.integer({ min: 1, max: 100 }), pause: fc.nat(2_000), patient: fc.boolean() }), { maxLength: 50 });
    fc.assert(
      fc.property(rate, steps, ({ perSecond, burst }, taken) => {
        const bucket = createTokenBucket({ perSecond, burst }, 0);
        let now = 0;
        let total = 0;
        let largest = 0;
        for (const { amount, pause, patient } of taken) {
          now += pause;
          const wait = bucket.take(amount, now);
          if (wait === 0 || patient) total += amount;
          if (wait > 0 && patient) {
            now += wait;
            expect(bucket.take(amount, now)).toBe(0);
          }
          largest = Math.max(largest, amount);
        }
        expect(total).toBeLessThanOrEqual(Math.max(burst, largest) + (now / 1_000) * perSecond + 1);
      }),
    );
  });
});

import { describe, expect, test } from 'vitest';
import { pickEvenly } from '../../../../src/test-runner/contract/pick-evenly.ts';

const count = (length: number): readonly number[] => Array.from({ length }, (_, index) => index);

describe('pickEvenly', () => {
  test('takes all where there are no more', () => {
    expect(pickEvenly([], 3)).toEqual([]);
    expect(pickEvenly(count(3), 3)).toEqual([0, 1, 2]);
  });

  test('takes the first, the last, and some between them', () => {
    expect(pickEvenly(count(4), 3)).toEqual([0, 2, 3]);
    expect(pickEvenly(count(101), 5)).toEqual([0, 25, 50, 75, 100]);
  });

  for (const length of [31, 60, 432, 1_296]) {
    test(`takes 30 different ones of ${length}`, () => {
      expect(new Set(pickEvenly(count(length), 30)).size).toBe(30);
    });
  }
});

import { describe, expect, test } from 'vitest';
import { measureContrast, parseColor } from '../../../../src/test-runner/contract/colors.ts';

// Published examples of WCAG: https://www.w3.org/WAI/WCAG22/Understanding/contrast-minimum.html
const PAIRS = [['#000', '#ffffff', 21], ['#767676', 'white', 4.54], ['rgb(119, 119, 119)', '#fff', 4.48], ['hsl(0, 100%, 50%)', 'white', 4], ['#ffff', 'black', 21]] as const;

describe('the contrast of colours', () => {
  for (const [one, other, contrast] of PAIRS) {
    test(`of ${one} on ${other} is ${String(contrast)}`, () => {
      const [first, second] = [parseColor(one), parseColor(other)];
      expect(first && second && measureContrast(first, second)).toBeCloseTo(contrast, 2);
    });
  }

  test('is not guessed of what is translucent or written otherwise', () => {
    for (const text of ['#00000080', 'rgb(0 0 0 / 50%)', 'oklch(50% 0.1 200)', 'currentcolor', '']) expect(parseColor(text)).toBeUndefined();
  });
});

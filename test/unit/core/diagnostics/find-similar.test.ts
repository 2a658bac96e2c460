import { describe, expect, test } from 'vitest';
import { findSimilar } from '../../../../src/core/diagnostics/find-similar.ts';

const KNOWN = ['validate', 'version', 'publish', 'permissions', 'description'];

const FOUND = [
  ['valdate', 'validate'],
  ['vaildate', 'validate'],
  ['Permissions', 'permissions'],
  ['permission', 'permissions'],
  ['descripton', 'description'],
  ['verison', 'version'],
] as const;

describe('findSimilar', () => {
  for (const [word, meant] of FOUND) {
    test(`"${word}" means "${meant}"`, () => {
      expect(findSimilar(word, KNOWN)).toBe(meant);
    });
  }

  for (const word of ['banana', 'x', '']) {
    test(`"${word}" means none of them`, () => {
      expect(findSimilar(word, KNOWN)).toBeUndefined();
    });
  }
});

import { expect, test } from 'vitest';
import { renderLimits } from '../../../../src/core/limits/render-limits.ts';

test('renderLimits says in one line what a manifest asks for, in the order of the keys', () => {
  expect(renderLimits({ wall_ms_per_call: 60_000, memory_mb: 128 })).toBe('Asks for limits of its own: 128 MiB of memory; 60,000 ms per call of a hook');
  expect(renderLimits({})).toBeUndefined();
  expect(renderLimits()).toBeUndefined();
});

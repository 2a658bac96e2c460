import { expect, test } from 'vitest';
import { renderValidation } from '../../../../src/core/manifest/render-validation.ts';
import { renderLimits } from '../../../../src/core/limits/render-limits.ts';

test('renderLimits says in one line what a manifest asks for, in the order of the keys', () => {
  expect(renderLimits({ wall_ms_per_call: 60_000, memory_mb: 128 })).toBe('Asks for limits of its own: 128 MiB of memory; 60,000 ms per call of a hook');
  expect(renderLimits({})).toBeUndefined();
  expect(renderLimits()).toBeUndefined();
});

test('validate shows it below what it says of a plugin that is valid', () => {
  const valid = { name: 'weather', version: '1.0.0', entries: [{ kind: 'tool', hooks: ['onLoad'] }], diagnostics: [] };
  expect(renderValidation({ ...valid, limits: { storage_mb: 100 } })).toBe('✓ weather 1.0.0 is valid: tool, 1 hook\n  Asks for limits of its own: 100 MiB of storage');
});

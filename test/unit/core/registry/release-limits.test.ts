import { expect, test } from 'vitest';
import { readLimits } from '../../../../src/core/registry/release-limits.ts';

const manifest = { name: 'weather', version: '1.0.0', description: 'Tells the weather.' };

test('readLimits reads what it knows, and leaves out keys of a later plexi-plugin', () => {
  expect(readLimits({ ...manifest, limits: { storage_mb: 100, stars: 5 } })).toEqual({ storage_mb: 100 });
  expect(readLimits(manifest)).toEqual({});
});

for (const limits of ['much', { memory_mb: 'much' }, { memory_mb: -1 }]) {
  test(`${JSON.stringify(limits)} is PLX2034`, () => {
    expect(() => readLimits({ ...manifest, limits })).toThrowCode('PLX2034');
  });
}

import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS, LIMIT_KEYS, LIMIT_NAMES } from '../../../../src/core/limits/plugin-limits.ts';
import { resolveLimits, type LimitSources } from '../../../../src/core/limits/resolve-limits.ts';

const MIB = 2 ** 20;

// What a plugin asks for, what its host says, and the mebibytes of memory that it gets.
const ROWS: readonly (readonly [title: string, sources: LimitSources, mebibytes: number])[] = [
  ['the default, where nobody says anything', {}, 64],
  ['what it asks for', { requests: { memory_mb: 128 } }, 128],
  ['less than the default, where it asks for less', { requests: { memory_mb: 32 } }, 32],
  ['the default of its host', { defaults: { memoryBytes: 100 * MIB } }, 100],
  ['no more than the cap', { requests: { memory_mb: 256 }, caps: { memoryBytes: 200 * MIB } }, 200],
  ['no more than the cap, without asking', { caps: { memoryBytes: 48 * MIB } }, 48],
  ['no more than a manifest may ask for, from a manifest that nobody has checked', { requests: { memory_mb: 9_999 } }, 512],
  ['a default of its host that is above all caps', { defaults: { memoryBytes: 1_024 * MIB } }, 1_024],
  ['what it asks for, up to such a default', { requests: { memory_mb: 9_999 }, defaults: { memoryBytes: 1_024 * MIB } }, 1_024],
  ['what it was given, whatever it asks for', { requests: { memory_mb: 256 }, given: { memoryBytes: 80 * MIB } }, 80],
  ['what it was given, above the cap', { caps: { memoryBytes: 48 * MIB }, given: { memoryBytes: 80 * MIB } }, 80],
];

describe('resolveLimits: a plugin gets', () => {
  for (const [title, sources, mebibytes] of ROWS) {
    test(title, () => {
      expect(resolveLimits(sources).limits).toEqual({ ...DEFAULT_LIMITS, memoryBytes: mebibytes * MIB });
    });
  }

  test('every limit that it asks for, in the unit of its name', () => {
    const most = Object.fromEntries(LIMIT_NAMES.map((name) => [name, LIMIT_KEYS[name].most]));
    const { limits, refused } = resolveLimits({ requests: most });
    expect(limits).toEqual(Object.fromEntries(LIMIT_NAMES.map((name) => [LIMIT_KEYS[name].limit, LIMIT_KEYS[name].most * LIMIT_KEYS[name].factor])));
    expect(refused).toEqual([]);
  });

  test('an answer that says what it does not get', () => {
    const { refused } = resolveLimits({ requests: { memory_mb: 256, wall_ms_per_call: 60_000, storage_mb: 6 }, caps: { memoryBytes: 200 * MIB }, given: { storageBytes: 5 * MIB } });
    expect(refused).toEqual([{ name: 'memory_mb', asked: 256, got: 200 }, { name: 'storage_mb', asked: 6, got: 5 }]);
  });
});

test('every limit can be asked for by exactly one key, and its default lies within what may be asked for', () => {
  expect(LIMIT_NAMES.map((name) => LIMIT_KEYS[name].limit)).toEqual(Object.keys(DEFAULT_LIMITS));
  for (const { limit, factor, least, most } of Object.values(LIMIT_KEYS)) {
    const standard = DEFAULT_LIMITS[limit] / factor;
    expect([limit, Number.isInteger(standard), least <= standard, standard < most]).toEqual([limit, true, true, true]);
  }
});

import fc from 'fast-check';
import { gt, satisfies } from 'semver';
import { describe, expect, test } from 'vitest';
import { findLatest, resolveVersion } from '../../../../src/core/registry/resolve-version.ts';
import { createPlugin } from '../../../helpers/records.ts';

const ALL = ['1.0.0', '1.2.0', '1.10.0', '2.0.0', '2.1.0-beta.1', '2.1.0-beta.2'];

describe('resolveVersion', () => {
  const CHOICES = [
    ['*', '2.0.0'],
    ['^1', '1.10.0'],
    ['~1.2', '1.2.0'],
    ['1.0.0', '1.0.0'],
    ['<2', '1.10.0'],
    ['2.1.0-beta.1', '2.1.0-beta.1'],
    ['^2.1.0-beta.1', '2.1.0-beta.2'],
    ['1.0.0 || 2.x', '2.0.0'],
  ] as const;
  for (const [range, version] of CHOICES) {
    test(`${range} is ${version}`, () => {
      expect(resolveVersion(createPlugin(ALL), range).record.version).toBe(version);
    });
  }

  test('a range that nothing matches is PLX5006, and names what there is', () => {
    expect(() => resolveVersion(createPlugin(ALL), '^3')).toThrowCode('PLX5006');
    expect(() => resolveVersion(createPlugin(ALL), '^3')).toThrow('there are 2.1.0-beta.2, 2.1.0-beta.1, 2.0.0, 1.10.0, 1.2.0 and 1 more');
  });

  test('pre-releases only where nothing else is asked for are PLX5006, with one to name', () => {
    expect(() => resolveVersion(createPlugin(['1.0.0-rc.1']), '*')).toThrowCode('PLX5006');
  });

  test('a yanked version is passed over, and PLX5007 when it is all there is', () => {
    expect(resolveVersion(createPlugin(ALL, ['2.0.0']), '*').record.version).toBe('1.10.0');
    expect(() => resolveVersion(createPlugin(ALL, ['2.0.0']), '2.0.0')).toThrowCode('PLX5007');
    expect(() => resolveVersion(createPlugin(['1.0.0'], ['1.0.0']), '*')).toThrowCode('PLX5007');
  });

  test('a yanked version that is locked is chosen, and said to be yanked', () => {
    const { record, yank } = resolveVersion(createPlugin(ALL, ['2.0.0']), '*', '2.0.0');
    expect([record.version, yank?.version]).toEqual(['2.0.0', '2.0.0']);
    expect(resolveVersion(createPlugin(ALL, ['1.0.0']), '*', '1.0.0')).not.toHaveProperty('yank');
  });

  test('a registry that lost the locked version does not bring back an older one: PLX5031; whoever names that gets it', () => {
    expect(() => resolveVersion(createPlugin(['1.0.0', '1.1.0']), '^1.0.0', '1.2.0')).toThrowCode('PLX5031');
    expect(resolveVersion(createPlugin(['1.0.0', '1.1.0']), '1.1.0', '1.2.0').record.version).toBe('1.1.0');
  });

  test('what is chosen is in the range, not yanked unless locked, not below the locked one, and no higher such version exists', () => {
    const version = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)).map((parts) => parts.join('.'));
    const range = fc.constantFrom('*', '^1', '~1.1', '>=1.2 <3', '2', '<1.0.0 || >2.1');
    fc.assert(
      fc.property(fc.uniqueArray(version, { minLength: 1, maxLength: 12 }), fc.infiniteStream(fc.boolean()), range, fc.option(version, { nil: undefined }), (versions, coins, wanted, locked) => {
        const yanked = versions.filter(() => coins.next().value);
        const allowed = versions.filter((each) => satisfies(each, wanted) && (each === locked || !yanked.includes(each)));
        const isRollback = locked !== undefined && satisfies(locked, wanted) && allowed.every((each) => gt(locked, each));
        if (allowed.length === 0 || isRollback) {
          expect(() => resolveVersion(createPlugin(versions, yanked), wanted, locked)).toThrow();
          return;
        }
        const chosen = resolveVersion(createPlugin(versions, yanked), wanted, locked).record.version;
        expect(allowed).toContain(chosen);
        expect(allowed.some((each) => gt(each, chosen))).toBe(false);
      }),
    );
  });
});

describe('findLatest', () => {
  test('prefers a release to a later pre-release, and takes a pre-release where there is nothing else', () => {
    expect(findLatest(createPlugin(ALL))?.version).toBe('2.0.0');
    expect(findLatest(createPlugin(['1.0.0-rc.1', '1.0.0-rc.2']))?.version).toBe('1.0.0-rc.2');
    expect(findLatest(createPlugin(['1.0.0'], ['1.0.0']))).toBeUndefined();
  });
});

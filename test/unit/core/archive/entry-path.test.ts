import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findCollisions, refuseEntryPath } from '../../../../src/core/archive/entry-path.ts';

const FINE = ['plugin.json', 'dist/plugin.js', 'a b/c d.txt', 'über/straße.txt', '日本語/ファイル.txt', '.well-known/x', 'console.js', 'auxiliary', 'com10', 'a..b', '🙂.png', "it's (1) [2] {3} & more!.md"];

const REFUSED = [
  ['', 'is empty'],
  ['/a', 'is absolute'],
  ['a//b', 'has an empty part'],
  ['a/', 'has an empty part'],
  ['a/./b', 'has the part "."'],
  ['../a', 'has the part ".."'],
  ['nul', 'has the part "nul", which names a device on Windows'],
  ['x/COM1.tar.gz', 'has the part "COM1.tar.gz", which names a device on Windows'],
  ['a.', 'has a part that ends in a dot or a space, which Windows drops'],
  ['a /b', 'has a part that ends in a dot or a space, which Windows drops'],
  ['a\\b', 'has a character that not every system can keep or show in a file name'],
  ['a\u202eb', 'has a character that not every system can keep or show in a file name'],
] as const;

describe('refuseEntryPath', () => {
  test.each(FINE)('takes %j', (path) => {
    expect(refuseEntryPath(path)).toBeUndefined();
  });

  test.each(REFUSED)('refuses %j: it %s', (path, reason) => {
    expect(refuseEntryPath(path)).toBe(reason);
  });
});

const COLLIDING = [
  [['a', 'A'], 1],
  [['é', 'e\u0301'], 1],
  [['ß', 'SS', 'ẞ'], 2],
  [['a/x', 'A/y'], 1],
  [['a', 'a/b'], 1],
  [['a/b', 'a'], 1],
  [['a/x', 'a/y', 'b/x'], 0],
  [['a', 'b', 'a b'], 0],
] as const;

describe('findCollisions', () => {
  test.each(COLLIDING)('%j: %i', (paths, count) => {
    expect(findCollisions(paths)).toHaveLength(count);
  });

  test('finds a path and any respelling of it', () => {
    const name = fc.stringMatching(/^[a-zA-Zäöüßéñσς]{1,8}$/);
    const respell = fc.constantFrom(
      (text: string) => text.toUpperCase(),
      (text: string) => text.toLowerCase(),
      (text: string) => text.normalize('NFD'),
      (text: string) => text.toUpperCase().normalize('NFD'),
    );
    fc.assert(fc.property(name, respell, (text, change) => {
      expect(findCollisions([text, change(text)])).toHaveLength(1);
    }));
  });

  test('names both', () => {
    expect(findCollisions(['Icons/a.png', 'icons/b.png'])).toEqual([{ first: 'Icons/a.png', second: 'icons/b.png' }]);
  });
});

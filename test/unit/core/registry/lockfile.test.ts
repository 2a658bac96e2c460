import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlexiError } from '../../../../src/core/diagnostics/plexi-error.ts';
import { checkPin, parseLockfile, renderLockfile, type LockEntry } from '../../../../src/core/registry/lockfile.ts';

const entry: LockEntry = { version: '1.0.0', digest: `sha256:${'a'.repeat(64)}`, keyId: 'b'.repeat(64), grants: ['messages.read'], registry: '/srv/registry' };
const candidate = { name: 'weather', version: '1.0.0', digest: entry.digest, keyId: entry.keyId, trustCommand: 'install weather' };

describe('the lockfile', () => {
  test('comes back as it was written, sorted by name', () => {
    const lockfile = new Map([['weather', entry], ['acme/rain', { ...entry, grants: [] }], ['123', entry]]);
    const text = renderLockfile(lockfile);
    expect(parseLockfile(text, 'plexi.lock')).toEqual(lockfile);
    expect(renderLockfile(new Map([...lockfile].reverse()))).toBe(text);
    expect(text.indexOf('acme/rain')).toBeLessThan(text.indexOf('"weather"'));
  });

  const REFUSED: readonly (readonly [string, string])[] = [
    ['no JSON', '<<<<<<< HEAD'],
    ['a list', '[]'],
    ['a later version', '{"lockfileVersion":2,"plugins":{}}'],
    ['no plugins', '{"lockfileVersion":1}'],
    ['a name that is a path', JSON.stringify({ lockfileVersion: 1, plugins: { '../x': entry } })],
    ['a prototype for a plugin', '{"lockfileVersion":1,"plugins":{"__proto__":{}}}'],
    ['a version that is none', JSON.stringify({ lockfileVersion: 1, plugins: { weather: { ...entry, version: '^1' } } })],
    ['a digest that is none', JSON.stringify({ lockfileVersion: 1, plugins: { weather: { ...entry, digest: 'sha256:xyz' } } })],
    ['a key id that is none', JSON.stringify({ lockfileVersion: 1, plugins: { weather: { ...entry, keyId: '' } } })],
    ['grants that are no list', JSON.stringify({ lockfileVersion: 1, plugins: { weather: { ...entry, grants: 'all' } } })],
  ];
  for (const [name, text] of REFUSED) {
    test(`${name} is refused with PLX5021`, () => {
      expect(() => parseLockfile(text, 'plexi.lock')).toThrowCode('PLX5021');
    });
  }

  test('any JSON is understood or refused with PLX5021, never anything else', () => {
    fc.assert(
      fc.property(fc.json(), fc.json(), (plugins, whole) => {
        for (const text of [whole, `{"lockfileVersion":1,"plugins":${plugins}}`, `{"lockfileVersion":1,"plugins":{"weather":${plugins}}}`]) {
          try {
            parseLockfile(text, 'plexi.lock');
          } catch (error) {
            expect(error).toBeInstanceOf(PlexiError);
            expect(error).toMatchObject({ code: 'PLX5021' });
          }
        }
      }),
    );
  });
});

describe('checkPin', () => {
  const other = 'c'.repeat(64);

  test('accepts what is pinned, another version by the same key, and anything where nothing is pinned', () => {
    checkPin(entry, candidate, undefined);
    checkPin(entry, { ...candidate, version: '1.1.0', digest: `sha256:${other}` }, undefined);
    checkPin(undefined, candidate, undefined);
  });

  test('another key is PLX5016, unless it is accepted', () => {
    const changed = { ...candidate, version: '1.1.0', keyId: other };
    expect(() => { checkPin(entry, changed, undefined); }).toThrowCode('PLX5016');
    expect(() => { checkPin(entry, changed, entry.keyId); }).toThrowCode('PLX5016');
    checkPin(entry, changed, other);
  });

  test('other contents of the same version are PLX5017, whatever is accepted', () => {
    const changed = { ...candidate, digest: `sha256:${other}` as const, keyId: other };
    expect(() => { checkPin(entry, changed, other); }).toThrowCode('PLX5017');
  });
});

import { describe, expect, test } from 'vitest';
import { parseKeyName, suggestKeyName } from '../../../../src/core/signing/key-name.ts';

describe('parseKeyName', () => {
  test.each(['default', 'release-2027', 'a', 'x_y'])('takes "%s"', (name) => {
    expect(parseKeyName(name)).toBe(name);
  });

  test.each(['', 'Default', '../x', 'a/b', 'a.b', '-x', 'con', 'ü', 'a'.repeat(65), 'a b', 'nul'])('refuses "%s"', (name) => {
    expect(() => parseKeyName(name)).toThrowCode('PLX3011');
  });
});

test.each([['ada.pub.pem', 'ada'], ['Ada Lovelace.pem', 'ada-lovelace'], ['.pem', 'default'], ['con.pem', 'default'], ['ключ.pem', 'default'], ['--x.pem', 'x']])(
  'the file "%s" suggests the name "%s"',
  (file, name) => {
    expect(suggestKeyName(file)).toBe(name);
  },
);

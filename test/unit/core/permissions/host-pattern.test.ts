import { describe, expect, test } from 'vitest';
import { coversUrl, formatHostPattern, parseHostPattern } from '../../../../src/core/permissions/host-pattern.ts';

const COVERED: readonly (readonly [pattern: string, url: string, isCovered: boolean])[] = [
  ['api.example.com', 'https://api.example.com/', true],
  ['api.example.com', 'http://api.example.com/', true],
  ['api.example.com', 'https://API.EXAMPLE.COM./', true],
  ['api.example.com', 'https://api.example.com:443/', true],
  ['api.example.com', 'https://api.example.com:80/', false],
  ['api.example.com', 'https://api.example.com:8443/', false],
  ['api.example.com', 'https://www.api.example.com/', false],
  ['api.example.com:8443', 'https://api.example.com:8443/', true],
  ['api.example.com:8443', 'https://api.example.com/', false],
  ['api.example.com:443', 'https://api.example.com/', true],
  ['api.example.com:443', 'http://api.example.com/', false],
  ['api.example.com:80', 'http://api.example.com/', true],
  ['*.example.com', 'https://a.b.example.com/', true],
  ['*.example.com', 'https://example.com/', false],
  ['*.example.com:8443', 'https://a.example.com:8443/', true],
  ['*.example.com:8443', 'https://a.example.com/', false],
];

describe('a host pattern', () => {
  for (const [pattern, url, isCovered] of COVERED) {
    test(`${pattern} ${isCovered ? 'covers' : 'does not cover'} ${url}`, () => {
      expect(coversUrl(parseHostPattern(pattern), new URL(url))).toBe(isCovered);
    });
  }

  test('is written as it is read', () => {
    for (const pattern of ['api.example.com', '*.example.com', 'api.example.com:8443', '*.example.com:1']) expect(formatHostPattern(parseHostPattern(pattern.toUpperCase()))).toBe(pattern);
  });

  for (const pattern of ['api.example.com:0', 'api.example.com:65536', 'api.example.com:', 'api.example.com:x', 'api.example.com:443:443', '127.0.0.1:80', '[::1]:80']) {
    test(`${pattern} is refused`, () => {
      expect(() => parseHostPattern(pattern)).toThrowCode('PLX1204');
    });
  }
});

import { describe, expect, test } from 'vitest';
import { parsePluginName, parsePluginSpec, parseVersionSpec } from '../../../../src/core/registry/plugin-spec.ts';

describe('parsePluginSpec', () => {
  const SPECS = [
    ['weather', 'weather', '*'],
    ['weather@latest', 'weather', '*'],
    ['weather@1.2.3', 'weather', '1.2.3'],
    ['weather@^1.2', 'weather', '^1.2'],
    ['acme/weather@>=1 <2', 'acme/weather', '>=1 <2'],
    ['weather@1.0.0-rc.1', 'weather', '1.0.0-rc.1'],
  ] as const;
  for (const [text, name, range] of SPECS) {
    test(`"${text}" is ${name} in ${range}`, () => {
      expect(parsePluginSpec(text)).toEqual({ name, range });
    });
  }

  for (const text of ['', '@', '@1.0.0', 'Weather', 'weather@', 'weather@ ', 'weather@next', '../x', 'a/b/c', 'a//b', '-x', 'x\u0000', 'weather@1.0.0@2']) {
    test(`${JSON.stringify(text)} is refused with PLX5012`, () => {
      expect(() => parsePluginSpec(text)).toThrowCode('PLX5012');
    });
  }
});

describe('parseVersionSpec', () => {
  test('takes one exact version', () => {
    expect(parseVersionSpec('acme/weather@1.2.3-rc.1')).toEqual({ name: 'acme/weather', version: '1.2.3-rc.1' });
  });

  for (const text of ['weather', 'weather@^1.0.0', 'weather@latest', 'weather@1.2', 'weather@v1.2.3', 'weather@1.2.3+build', '@1.2.3']) {
    test(`"${text}" is refused with PLX5012`, () => {
      expect(() => parseVersionSpec(text)).toThrowCode('PLX5012');
    });
  }
});

test('parsePluginName takes names and nothing else', () => {
  expect(parsePluginName('acme/weather')).toBe('acme/weather');
  expect(() => parsePluginName('weather@1.0.0')).toThrowCode('PLX5012');
});

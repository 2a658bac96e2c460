import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPluginName, suggestPluginName, toClassName, toDisplayName } from '../../../src/scaffold/plugin-name.ts';

describe('isPluginName', () => {
  for (const name of ['weather', 'w', '2fa', 'weather-bot', 'weather_bot', 'acme/weather', 'a'.repeat(64)]) {
    test(`accepts "${name}"`, () => {
      expect(isPluginName(name)).toBe(true);
    });
  }
  for (const name of ['', 'Weather', '-weather', '_weather', 'we ather', 'wéather', 'a/b/c', 'acme/', '/weather', '..', 'a.b', 'a'.repeat(65)]) {
    test(`refuses "${name}"`, () => {
      expect(isPluginName(name)).toBe(false);
    });
  }
});

describe('suggestPluginName', () => {
  const SUGGESTIONS = [
    ['My Plügin!', 'my-plugin'],
    ['WeatherBot', 'weather-bot'],
    ['  __weather__  ', 'weather__'],
    ['Acme/Weather Bot', 'acme/weather-bot'],
    ['a/b/c', 'b/c'],
    ['天気', 'my-plugin'],
    ['', 'my-plugin'],
  ] as const;
  for (const [text, name] of SUGGESTIONS) {
    test(`makes "${name}" of "${text}"`, () => {
      expect(suggestPluginName(text)).toBe(name);
    });
  }

  test('always suggests a name that is accepted', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => isPluginName(suggestPluginName(text))));
  });

  test('keeps a name that is one', () => {
    fc.assert(fc.property(fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,40}[a-z0-9]$/), (name) => suggestPluginName(name) === name));
  });
});

describe('the names derived from a name', () => {
  const DERIVED = [
    ['weather', 'Weather', 'WeatherPlugin'],
    ['acme/weather-bot', 'Weather Bot', 'WeatherBotPlugin'],
    ['my-plugin', 'My Plugin', 'MyPlugin'],
    ['2fa', '2fa', 'Plugin2faPlugin'],
    ['map', 'Map', 'MapPlugin'],
    ['message-processor', 'Message Processor', 'MessageProcessorPlugin'],
  ] as const;
  for (const [name, displayName, className] of DERIVED) {
    test(`"${name}" is shown as "${displayName}", and its class is ${className}`, () => {
      expect([toDisplayName(name), toClassName(name)]).toEqual([displayName, className]);
    });
  }
});

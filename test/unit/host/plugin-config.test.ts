import { describe, expect, test } from 'vitest';
import { createPluginConfig, readKeptSettings, type SettingsRules } from '../../../src/host/plugin-config.ts';
import { createMemorySettings, type SettingsValues } from '../../../src/host/services/settings.ts';

const RULES: SettingsRules = {
  complete: (values) => ({ unit: 'celsius', ...values }),
  check: ({ unit }) => (unit === 'celsius' || unit === 'kelvin' ? [] : ['unit must be celsius or kelvin']),
  secrets: new Set(['api_key']),
};

function createConfig(values: SettingsValues = {}) {
  const service = createMemorySettings();
  return { config: createPluginConfig({ plugin: 'weather', values, rules: RULES, service }), service };
}

describe('createPluginConfig', () => {
  test('fills in defaults', () => {
    expect(createConfig({ city: 'Oslo' }).config.values).toEqual({ city: 'Oslo', unit: 'celsius' });
  });

  test('refuses settings that are not valid from the start with PLX4107', () => {
    expect(() => createConfig({ unit: 'feet' })).toThrowCode('PLX4107');
  });

  test('says what changed, and saves what differs from the defaults', async () => {
    const { config, service } = createConfig({ city: 'Oslo' });
    expect(await config.update({ unit: 'kelvin' })).toEqual({
      changed: ['unit'],
      settings: { city: 'Oslo', unit: 'kelvin' },
      previous: { city: 'Oslo', unit: 'celsius' },
    });
    expect(await service.read('weather')).toEqual({ city: 'Oslo', unit: 'kelvin' });
  });

  test('says nothing when nothing changed', async () => {
    expect(await createConfig().config.update({ unit: 'celsius' })).toBeUndefined();
  });

  test('keeps the old settings when the new ones are refused', async () => {
    const { config, service } = createConfig({ city: 'Oslo' });
    await expect(config.update({ city: 'Bergen', unit: 'feet' })).rejects.toThrowCode('PLX4107');
    expect(config.values).toEqual({ city: 'Oslo', unit: 'celsius' });
    expect(await service.read('weather')).toEqual({});
  });

  test('refuses the plugin with INVALID_SETTING, and takes what the schema allows', async () => {
    const { config } = createConfig();
    await expect(config.setByPlugin('unit', 'feet')).rejects.toMatchObject({ code: 'INVALID_SETTING', details: { name: 'unit' } });
    await config.setByPlugin('unit', 'kelvin');
    expect(config.values).toEqual({ unit: 'kelvin' });
  });

  test('gives secrets to the plugin, keeps them apart, and shows only that they are set', async () => {
    const { config, service } = createConfig({ city: 'Oslo' });
    await config.setByPlugin('api_key', 'sk-123456');
    expect(config.values).toEqual({ city: 'Oslo', unit: 'celsius', api_key: 'sk-123456' });
    expect(config.shown).toEqual({ city: 'Oslo', unit: 'celsius', api_key: '[secret]' });
    expect(config.secrets).toEqual(['sk-123456']);
    expect(await service.read('weather')).toEqual({ city: 'Oslo' });
    expect(await service.readSecrets('weather')).toEqual({ api_key: 'sk-123456' });
    expect(await readKeptSettings('weather', service)).toEqual({ city: 'Oslo', api_key: 'sk-123456' });
  });

  test('moves a setting that has become a secret', async () => {
    const { config, service } = createConfig({ api_key: 'sk-123456' });
    await service.write('weather', { api_key: 'sk-123456' });
    await config.keep();
    expect(await service.read('weather')).toEqual({});
  });

  test('takes a setting named like something every object has as a setting like any other', async () => {
    const { config } = createConfig();
    await config.setByPlugin('toString', 'x');
    expect(Object.hasOwn(config.values, 'toString')).toBe(true);
  });
});

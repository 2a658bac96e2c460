import { describe, expect, test } from 'vitest';
import { createPluginConfig, type SettingsRules, type SettingsValues } from '../../../src/host/plugin-config.ts';

const RULES: SettingsRules = {
  complete: (values) => ({ unit: 'celsius', ...values }),
  check: ({ unit }) => (unit === 'celsius' || unit === 'kelvin' ? [] : ['unit must be celsius or kelvin']),
};

function createConfig(values: SettingsValues = {}) {
  const saved: SettingsValues[] = [];
  const config = createPluginConfig({ plugin: 'weather', values, rules: RULES, save: (next) => Promise.resolve(void saved.push(next)) });
  return { config, saved };
}

describe('createPluginConfig', () => {
  test('fills in defaults', () => {
    expect(createConfig({ city: 'Oslo' }).config.values).toEqual({ city: 'Oslo', unit: 'celsius' });
  });

  test('refuses settings that are not valid from the start with PLX4107', () => {
    expect(() => createConfig({ unit: 'feet' })).toThrowCode('PLX4107');
  });

  test('says what changed, and saves what differs from the defaults', async () => {
    const { config, saved } = createConfig({ city: 'Oslo' });
    expect(await config.update({ unit: 'kelvin' })).toEqual({
      changed: ['unit'],
      settings: { city: 'Oslo', unit: 'kelvin' },
      previous: { city: 'Oslo', unit: 'celsius' },
    });
    expect(saved).toEqual([{ city: 'Oslo', unit: 'kelvin' }]);
  });

  test('says nothing when nothing changed', async () => {
    expect(await createConfig().config.update({ unit: 'celsius' })).toBeUndefined();
  });

  test('keeps the old settings when the new ones are refused', async () => {
    const { config, saved } = createConfig({ city: 'Oslo' });
    await expect(config.update({ city: 'Bergen', unit: 'feet' })).rejects.toThrowCode('PLX4107');
    expect(config.values).toEqual({ city: 'Oslo', unit: 'celsius' });
    expect(saved).toEqual([]);
  });

  test('refuses the plugin with INVALID_SETTING, and takes what the schema allows', async () => {
    const { config } = createConfig();
    await expect(config.setByPlugin('unit', 'feet')).rejects.toMatchObject({ code: 'INVALID_SETTING', details: { name: 'unit' } });
    await config.setByPlugin('unit', 'kelvin');
    expect(config.values).toEqual({ unit: 'kelvin' });
  });

  test('takes a setting named like something every object has as a setting like any other', async () => {
    const { config } = createConfig();
    await config.setByPlugin('toString', 'x');
    expect(Object.hasOwn(config.values, 'toString')).toBe(true);
  });
});

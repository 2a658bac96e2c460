import type { JsonValue } from '../../sdk/runtime-interface.ts';
import type { SettingsRules, SettingsValues } from './plugin-config.ts';
import type { PluginSource } from './plugin-source.ts';

/** Reads what a plugin's settings schema says. A plugin without one takes any settings. */
export function createSettingsRules({ manifest, settingsSchema }: PluginSource): SettingsRules {
  const schema = settingsSchema ?? manifest.settings_schema ?? manifest.config_schema;
  return { complete: (values) => completeObject(schema, values), check: () => [] };
}

function completeObject(schema: unknown, values: SettingsValues): SettingsValues {
  const properties = Object.entries(asObject(asObject(schema)['properties']));
  const completed = properties.flatMap(([name, property]): readonly (readonly [string, JsonValue])[] => {
    const value = complete(property, Object.hasOwn(values, name) ? values[name] : undefined);
    return value === undefined ? [] : [[name, value]];
  });
  return { ...values, ...Object.fromEntries(completed) };
}

function complete(schema: unknown, value: JsonValue | undefined): JsonValue | undefined {
  const found = value ?? (asObject(schema)['default'] as JsonValue | undefined);
  return isObject(found) ? completeObject(schema, found) : found;
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is SettingsValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

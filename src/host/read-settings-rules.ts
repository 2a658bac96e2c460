import type { JsonObject } from '../core/manifest/schema.ts';
import { runBounded } from '../platform/run-bounded.ts';
import type { SettingsRules } from './plugin-config.ts';
import type { PluginSource } from './plugin-source.ts';

const ANYTHING: SettingsRules = { complete: (values) => values, check: () => [], secrets: new Set() };

// A plugin is loaded again and again, above all by its tests: its schema is compiled once.
const known = new WeakMap<object, Promise<SettingsRules>>();

/** Reads what the settings schema of a plugin says. A plugin without one takes any settings. */
export async function readSettingsRules({ manifest, settingsSchema }: PluginSource): Promise<SettingsRules> {
  const schema = settingsSchema ?? manifest.settings_schema ?? manifest.config_schema;
  if (typeof schema !== 'object') return ANYTHING;
  const rules = known.get(schema) ?? compileRules(schema);
  known.set(schema, rules);
  return rules;
}

async function compileRules(schema: JsonObject): Promise<SettingsRules> {
  // The compiler of schemas is loaded for plugins that have one.
  const { createSettingsValidator, listSecrets } = await import('../core/manifest/settings.ts');
  return { ...createSettingsValidator(schema, runBounded), secrets: new Set(listSecrets(schema)) };
}

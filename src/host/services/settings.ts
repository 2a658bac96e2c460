import type { JsonValue } from '../../../sdk/runtime-interface.ts';

/** Settings by name. */
export type SettingsValues = Readonly<Record<string, JsonValue>>;

/** Where the settings of plugins are kept: what differs from the defaults. Secrets are kept apart. */
export interface SettingsService {
  read(plugin: string): Promise<SettingsValues>;
  write(plugin: string, values: SettingsValues): Promise<void>;
  readSecrets(plugin: string): Promise<SettingsValues>;
  writeSecrets(plugin: string, values: SettingsValues): Promise<void>;
}

/** Makes one that lives as long as the host. */
export function createMemorySettings(): SettingsService {
  const settings = createTexts();
  const secrets = createTexts();
  return { read: settings.read, write: settings.write, readSecrets: secrets.read, writeSecrets: secrets.write };
}

function createTexts(): Pick<SettingsService, 'read' | 'write'> {
  const texts = new Map<string, string>();
  return {
    read: (plugin) => Promise.resolve(JSON.parse(texts.get(plugin) ?? '{}') as SettingsValues),
    write: (plugin, values) => Promise.resolve(void texts.set(plugin, JSON.stringify(values))),
  };
}

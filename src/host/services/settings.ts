import type { SettingsValues } from '../plugin-config.ts';

/** Where the settings of plugins are kept: what differs from the defaults. */
export interface SettingsService {
  read(plugin: string): Promise<SettingsValues>;
  write(plugin: string, values: SettingsValues): Promise<void>;
}

/** Makes one that lives as long as the host. */
export function createMemorySettings(): SettingsService {
  const texts = new Map<string, string>();
  return {
    read: (plugin) => Promise.resolve(JSON.parse(texts.get(plugin) ?? '{}') as SettingsValues),
    write: (plugin, values) => Promise.resolve(void texts.set(plugin, JSON.stringify(values))),
  };
}

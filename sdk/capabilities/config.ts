import { callHost } from '../call-host.ts';
import type { JsonValue } from '../runtime-interface.ts';

/**
 * The settings of the plugin. `plexi-plugin types` fills it in from the settings schema of the manifest:
 *
 * @example
 * ```ts
 * declare module 'plexi-plugin/sdk' {
 *   interface PluginSettings {
 *     readonly city: string;
 *   }
 * }
 * ```
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled in by the plugin, by declaration merging
export interface PluginSettings {}

/** The names of the settings; any text where the plugin has not typed them. */
export type SettingName = keyof PluginSettings extends never ? string : Extract<keyof PluginSettings, string>;

/** The type of one setting; any JSON where the plugin has not typed them. */
export type SettingValue<Name extends SettingName> = Name extends keyof PluginSettings
  ? PluginSettings[Name]
  : JsonValue | undefined;

/** All settings; any JSON where the plugin has not typed them. */
export type Settings = keyof PluginSettings extends never ? Readonly<Record<string, JsonValue>> : PluginSettings;

/** Settings that somebody has changed while the plugin runs. */
export interface ConfigChange {
  /** The names of the settings that differ. */
  readonly changed: readonly SettingName[];
  /** All settings as they are now. */
  readonly settings: Settings;
  /** All settings as they were. */
  readonly previous: Settings;
}

/**
 * Reads and changes the plugin's settings. Needs no permission.
 *
 * Defaults of the settings schema are filled in, and every change is checked against it. Live changes arrive at
 * `onConfigChanged`.
 *
 * @example
 * ```ts
 * import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
 *
 * export default class Weather extends MessageProcessor {
 *   override async onMessageReceived({ message }: MessageEvent): Promise<void> {
 *     const [command, city] = message.content.split(' ');
 *     if (command === '!here' && city !== undefined) await this.config.set('city', city);
 *     if (command === '!where') await this.messages.reply(message, String(await this.config.get('city')));
 *   }
 * }
 * ```
 */
export interface Config {
  /**
   * Reads one setting.
   *
   * @param name - The setting.
   * @returns Its value, or its default.
   */
  get<Name extends SettingName>(name: Name): Promise<SettingValue<Name>>;
  /**
   * Reads all settings.
   *
   * @returns The settings, with defaults.
   */
  all(): Promise<Settings>;
  /**
   * Changes one setting; `onConfigChanged` is not called for the plugin's own changes.
   *
   * @param name - The setting.
   * @param value - Its new value.
   * @throws {@link HostError} `INVALID_SETTING` when the settings schema refuses it; `INVALID_ARGUMENT`.
   */
  set<Name extends SettingName>(name: Name, value: SettingValue<Name>): Promise<void>;
}

/** The settings that the host keeps for this plugin. */
export const config: Config = {
  async get<Name extends SettingName>(name: Name) {
    const settings = (await callHost('config.all', {})) as Readonly<Record<string, JsonValue>>;
    return (Object.hasOwn(settings, name) ? settings[name] : undefined) as SettingValue<Name>;
  },
  async all() {
    return (await callHost('config.all', {})) as unknown as Settings;
  },
  async set(name, value) {
    await callHost('config.set', { name, value });
  },
};

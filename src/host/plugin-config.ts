import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '../../sdk/runtime-interface.ts';
import { fail } from '../core/diagnostics/plexi-error.ts';
import { HostCallError } from '../sandbox/engine.ts';
import { REDACTED } from './redactor.ts';
import type { SettingsService, SettingsValues } from './services/settings.ts';

/** What a settings schema says about settings. */
export interface SettingsRules {
  /** Fills in the defaults. */
  complete(values: SettingsValues): SettingsValues;
  /** Each thing that is wrong with complete settings, as a sentence. */
  check(values: SettingsValues): readonly string[];
  /** The names of the settings that nobody but the plugin sees. */
  readonly secrets: ReadonlySet<string>;
}

/** Settings that have changed, as `onConfigChanged` gets them. */
export interface SettingsChange {
  readonly changed: readonly string[];
  readonly settings: SettingsValues;
  readonly previous: SettingsValues;
}

/** The settings of one plugin, always valid. */
export interface PluginConfig {
  /** With defaults. */
  readonly values: SettingsValues;
  /** The same, but for secrets: they are set, and that is all. */
  readonly shown: SettingsValues;
  /** The values of the secrets. */
  readonly secrets: readonly JsonValue[];
  /** Keeps the settings for the next time. */
  keep(): Promise<void>;
  /**
   * Changes settings for the person who runs the host.
   *
   * @returns What changed; `undefined` when nothing did.
   * @throws {@link PlexiError} `PLX4107` when the schema refuses it; the old settings stay.
   */
  update(changes: SettingsValues): Promise<SettingsChange | undefined>;
  /** Changes one setting for the plugin itself; refuses with a {@link HostCallError} `INVALID_SETTING`. */
  setByPlugin(name: string, value: JsonValue): Promise<void>;
}

/** What keeping a plugin's settings takes. */
export interface PluginConfigOptions {
  readonly plugin: string;
  /** Settings that differ from the defaults. */
  readonly values: SettingsValues;
  readonly rules: SettingsRules;
  readonly service: SettingsService;
}

/**
 * Keeps a plugin's settings.
 *
 * @throws {@link PlexiError} `PLX4107` when the first ones are not valid.
 */
export function createPluginConfig({ plugin, values, rules, service }: PluginConfigOptions): PluginConfig {
  let given = values;
  let complete = rules.complete(values);
  const [problem] = rules.check(complete);
  if (problem !== undefined) fail('PLX4107', { plugin, problem });

  async function keep(): Promise<void> {
    const { secrets, settings } = split(given, rules.secrets);
    await Promise.all([service.write(plugin, settings), service.writeSecrets(plugin, secrets)]);
  }

  async function change(changes: SettingsValues, refuse: (problem: string) => never): Promise<SettingsChange | undefined> {
    const next = { ...given, ...changes };
    const settings = rules.complete(next);
    const [problem] = rules.check(settings);
    if (problem !== undefined) refuse(problem);
    const previous = complete;
    given = next;
    complete = settings;
    await keep();
    const changed = listChanged(previous, settings);
    return changed.length === 0 ? undefined : { changed, settings, previous };
  }

  return {
    get values() {
      return complete;
    },
    get shown() {
      const { secrets, settings } = split(complete, rules.secrets);
      return { ...settings, ...Object.fromEntries(Object.keys(secrets).map((name) => [name, REDACTED])) };
    },
    get secrets() {
      return Object.values(split(complete, rules.secrets).secrets);
    },
    keep,
    update: (changes) => change(changes, (problem) => fail('PLX4107', { plugin, problem })),
    async setByPlugin(name, value) {
      await change({ [name]: value }, (problem) => {
        throw new HostCallError('INVALID_SETTING', problem, { name });
      });
    },
  };
}

/** What was kept of a plugin's settings, secrets among them. */
export async function readKeptSettings(plugin: string, service: SettingsService): Promise<SettingsValues> {
  const [settings, secrets] = await Promise.all([service.read(plugin), service.readSecrets(plugin)]);
  return { ...settings, ...secrets };
}

function split(values: SettingsValues, names: ReadonlySet<string>): { readonly settings: SettingsValues; readonly secrets: SettingsValues } {
  const entries = Object.entries(values);
  return {
    settings: Object.fromEntries(entries.filter(([name]) => !names.has(name))),
    secrets: Object.fromEntries(entries.filter(([name]) => names.has(name))),
  };
}

function listChanged(before: SettingsValues, after: SettingsValues): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !isDeepStrictEqual(before[name], after[name])).sort();
}

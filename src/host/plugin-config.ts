import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '../../sdk/runtime-interface.ts';
import { fail } from '../core/diagnostics/plexi-error.ts';
import { HostCallError } from '../sandbox/engine.ts';

/** Settings by name. */
export type SettingsValues = Readonly<Record<string, JsonValue>>;

/** What a settings schema says about settings. */
export interface SettingsRules {
  /** Fills in the defaults. */
  complete(values: SettingsValues): SettingsValues;
  /** Each thing that is wrong with complete settings, as a sentence. */
  check(values: SettingsValues): readonly string[];
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
  /** Keeps what differs from the defaults for the next time. */
  readonly save: (values: SettingsValues) => Promise<void>;
}

/**
 * Keeps a plugin's settings.
 *
 * @throws {@link PlexiError} `PLX4107` when the first ones are not valid.
 */
export function createPluginConfig({ plugin, values, rules, save }: PluginConfigOptions): PluginConfig {
  let given = values;
  let complete = rules.complete(values);
  const [problem] = rules.check(complete);
  if (problem !== undefined) fail('PLX4107', { plugin, problem });

  async function change(changes: SettingsValues, refuse: (problem: string) => never): Promise<SettingsChange | undefined> {
    const next = { ...given, ...changes };
    const settings = rules.complete(next);
    const [problem] = rules.check(settings);
    if (problem !== undefined) refuse(problem);
    const previous = complete;
    given = next;
    complete = settings;
    await save(next);
    const changed = listChanged(previous, settings);
    return changed.length === 0 ? undefined : { changed, settings, previous };
  }

  return {
    get values() {
      return complete;
    },
    update: (changes) => change(changes, (problem) => fail('PLX4107', { plugin, problem })),
    async setByPlugin(name, value) {
      await change({ [name]: value }, (problem) => {
        throw new HostCallError('INVALID_SETTING', problem, { name });
      });
    },
  };
}

function listChanged(before: SettingsValues, after: SettingsValues): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !isDeepStrictEqual(before[name], after[name])).sort();
}

import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { PlexiError } from '../../core/diagnostics/plexi-error.ts';
import type { JsonObject } from '../../core/manifest/schema.ts';
import type { LiveTestHost } from '../live-test-host.ts';
import type { ContractCheck, ContractContext, Finding } from './contract.ts';
import { exercise } from './exercises.ts';
import { ORDINARY_USE } from './lifecycle-checks.ts';
import { listDefaults, sampleEdges } from './sample-settings.ts';

/** What a plugin with settings must do when they change. */
export function listSettingsChecks(schema: JsonObject | undefined): readonly ContractCheck[] {
  return sampleEdges(schema).length === 0 ? [] : [
    {
      name: 'works with every allowed setting',
      proves: 'Each setting is changed, while the plugin runs, to the values at the edges of what the settings schema allows; it can be used with each.',
      code: 'PLX4250',
      needs: ORDINARY_USE,
      run: (context) => tryValues(context, (name) => sampleEdges(schema).find((setting) => setting.name === name)?.values ?? []),
    },
    {
      name: 'is safe from wrong settings',
      proves: 'A value of a wrong type is refused by the settings schema, or the plugin can live with it.',
      code: 'PLX4251',
      needs: ORDINARY_USE,
      run: (context) => tryValues(context, () => ['', 'wrong', -1, 0.5, true, null, [], {}]),
    },
  ];

  async function tryValues(context: ContractContext, listValues: (name: string) => readonly JsonValue[]): Promise<Finding | undefined> {
    const host = await context.start();
    for (const { name } of sampleEdges(schema)) {
      const before = { ...listDefaults(schema), ...context.settings }[name];
      for (const value of listValues(name)) {
        const problem = await tryValue(host, context, name, value);
        if (problem !== undefined) return problem;
      }
      if (before !== undefined) await host.config.update({ [name]: before });
    }
    return undefined;
  }
}

async function tryValue(host: LiveTestHost, context: ContractContext, name: string, value: JsonValue): Promise<Finding | undefined> {
  const described = `"${name}": ${JSON.stringify(value).slice(0, 60)}`;
  try {
    await host.config.update({ [name]: value });
    await exercise(host, context);
    return undefined;
  } catch (error) {
    if (!(error instanceof PlexiError)) throw error;
    // Refused: the plugin never sees it.
    if (error.code === 'PLX4107') return undefined;
    const [{ message, file, line, column }] = error.diagnostics;
    return { reason: `with ${described}, ${message}`, ...(file !== undefined && { location: { file, line, column } }) };
  }
}

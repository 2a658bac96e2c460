import { join } from 'node:path';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic } from '../core/diagnostics/plexi-error.ts';
import type { JsonObject } from '../core/manifest/schema.ts';
import { renderSettingsTypes, TYPES_FILE } from '../core/manifest/settings-types.ts';
import type { Platform } from '../platform/platform.ts';
import { readOptional, writeProjectFile } from '../project/project-file.ts';
import { loadPlugin } from './load-plugin.ts';

/** What `types` did. */
export interface TypesReport {
  /** Absolute. */
  readonly file: string;
  /** `current`: it was as it should be; `stale`: it was not, and only that was asked. */
  readonly state: 'current' | 'written' | 'stale';
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Types the settings of a plugin: writes `plexi-env.d.ts` from the settings schema.
 *
 * @param request.check - Only says whether the file is as it should be; then that it is not is an error.
 * @throws {@link PlexiError} with the problems of the manifest.
 */
export async function generateTypes({ directory, check }: { readonly directory: string; readonly check: boolean }, platform: Platform): Promise<TypesReport> {
  const { settingsSchema, diagnostics } = await loadPlugin(directory, platform);
  const text = renderSettingsTypes(settingsSchema);
  const file = join(directory, TYPES_FILE);
  if (readOptional(directory, TYPES_FILE) === text) return { file, state: 'current', diagnostics };
  if (check) return { file, state: 'stale', diagnostics: [...diagnostics, { ...createDiagnostic('PLX1011', {}, { file }), severity: 'error' }] };
  return { file: writeProjectFile(directory, TYPES_FILE, text), state: 'written', diagnostics };
}

/** Warns where the types of the settings are there, but not as they should be. */
export function checkTypes(directory: string, settingsSchema: JsonObject | undefined): readonly Diagnostic[] {
  const present = readOptional(directory, TYPES_FILE);
  if (present === undefined || present === renderSettingsTypes(settingsSchema)) return [];
  return [createDiagnostic('PLX1011', {}, { file: join(directory, TYPES_FILE) })];
}

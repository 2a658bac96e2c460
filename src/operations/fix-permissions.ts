import { basename } from 'node:path';
import { editPermissions } from '../core/permissions/edit-permissions.ts';
import type { PermissionChanges } from '../core/permissions/inference/judge-permissions.ts';
import type { Platform } from '../platform/platform.ts';
import { rewriteProjectFile } from '../project/project-file.ts';
import { readDocument } from '../project/read-manifest.ts';
import { validatePlugin, type ValidationReport } from './validate-plugin.ts';

/** A plugin as it is after its permissions were mended. */
export interface FixReport extends ValidationReport {
  /** What was changed in the manifest; absent when it could not be told what its code needs. */
  readonly changes?: PermissionChanges;
}

/**
 * Validates a plugin, and makes the permissions of its manifest fit its code. A manifest or code with other errors, that keep
 * the code from being looked at, is left as it is.
 *
 * @throws {@link PlexiError} when there is no manifest, or it cannot be parsed.
 */
export async function fixPermissions({ directory }: { readonly directory: string }, platform: Platform): Promise<FixReport> {
  const report = await validatePlugin({ directory }, platform);
  const { permissions: changes, manifestFile } = report;
  if (changes === undefined) return report;
  if (isNothing(changes)) return { ...report, changes };
  const { text } = await readDocument(directory, basename(manifestFile));
  rewriteProjectFile(manifestFile, editPermissions(text, manifestFile.endsWith('.json') ? 'json' : 'yaml', changes));
  return { ...(await validatePlugin({ directory }, platform)), changes };
}

function isNothing({ missing, hosts, unused }: PermissionChanges): boolean {
  return missing.length + hosts.length + unused.length === 0;
}

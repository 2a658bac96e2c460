import type { PackedManifest } from '../archive/release.ts';
import { fail } from '../diagnostics/plexi-error.ts';
import { JsonReader } from '../json/json-reader.ts';
import { listEntryPoints } from '../manifest/entry-points.ts';
import { isPluginKind, type PluginKind } from '../manifest/kinds.ts';
import { formatHostPattern } from '../permissions/host-pattern.ts';
import { parsePermissions } from '../permissions/parse-permissions.ts';
import { readPermission, readTexts, type PermissionRequest } from './permission-request.ts';

/** What a registry and whoever installs need to know of a packed manifest. */
export interface ReleaseSummary {
  readonly description: string;
  readonly kinds: readonly PluginKind[];
  readonly tags: readonly string[];
  readonly permissions: readonly PermissionRequest[];
  /** Host versions the plugin runs on; absent when the manifest does not say. */
  readonly hostRange?: string;
}

/**
 * Reads the summary off a packed manifest. Only what it needs is looked at, so that a release with keys of a later
 * plexi-plugin can still be installed.
 *
 * @throws {@link PlexiError} `PLX2034` when a key has another type than it must; `PLX1201`, `PLX1203` or `PLX1204` when
 *   it asks for a permission that does not exist.
 */
export function readSummary(manifest: PackedManifest): ReleaseSummary {
  const json = new JsonReader(manifest, (problem) => fail('PLX2034', { blob: 'config', problem }), 'manifest');
  const hostRange = readHostRange(json);
  return {
    description: json.at('description').text(),
    kinds: readKinds(json),
    tags: readTexts(json.optional('tags')),
    permissions: readPermissions(json),
    ...(hostRange !== undefined && { hostRange }),
  };
}

function readHostRange(json: JsonReader): string | undefined {
  const oldest = json.optional('min_plexichat_version')?.text();
  return json.optional('plexichat_version')?.text() ?? (oldest === undefined ? undefined : `>=${oldest}`);
}

function readKinds(json: JsonReader): readonly PluginKind[] {
  const groups = json.optional('entry_points');
  const entryPoints = groups && Object.fromEntries(Object.keys(groups.object()).map((group) => [group, readTexts(groups.at(group))]));
  const type = readTypes(json.optional('type'));
  const implied = listEntryPoints(entryPoints === undefined ? {} : { entry_points: entryPoints }).map(({ kind }) => kind);
  return [...new Set([...type, ...implied])];
}

function readTypes(type: JsonReader | undefined): readonly PluginKind[] {
  return (type?.isText() === true ? [type.text()] : readTexts(type)).filter(isPluginKind);
}

function readPermissions(json: JsonReader): readonly PermissionRequest[] {
  const read = (key: string) => (json.optional(key)?.list() ?? []).map((item) => (item.isText() ? item.text() : readPermission(item)));
  return parsePermissions({ permissions: read('permissions'), optional_permissions: read('optional_permissions') }).map(({ permission, hosts, methods, reason, isOptional }) => ({
    permission,
    ...(hosts && { hosts: hosts.map(formatHostPattern) }),
    ...(methods && { methods }),
    ...(reason !== undefined && { reason }),
    ...(isOptional && { isOptional }),
  }));
}

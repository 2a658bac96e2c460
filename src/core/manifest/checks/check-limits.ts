import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { createDiagnostic } from '../../diagnostics/plexi-error.ts';
import type { LimitName } from '../../limits/plugin-limits.ts';
import type { PermissionName } from '../../permissions/catalog.ts';
import { formatManifestLine, normalizePermission } from '../../permissions/parse-permissions.ts';
import type { Manifest } from '../schema.ts';
import type { SourceDocument } from '../source-document.ts';

/** What is of no use to a plugin without the permission. */
const NEEDED: Readonly<Partial<Record<LimitName, PermissionName>>> = { database_mb: 'database.access', sent_mb_per_minute: 'external.api' };

/** Says where `limits` asks for more of something that the plugin may not use at all. */
export function checkLimits({ limits = {}, permissions = [] }: Manifest, document: SourceDocument): readonly Diagnostic[] {
  const asked = new Set(permissions.map((item) => normalizePermission(typeof item === 'string' ? item : item.permission)));
  return (Object.keys(limits) as LimitName[]).flatMap((name) => {
    const permission = NEEDED[name];
    if (permission === undefined || asked.has(permission)) return [];
    return [createDiagnostic('PLX1240', { name, permission, line: formatManifestLine(permission) }, document.locate(`/limits/${name}`, 'key'))];
  });
}

import { createDiagnostic, PlexiError } from '../diagnostics/plexi-error.ts';
import type { Diagnostic, SourceLocation } from '../diagnostics/diagnostic.ts';
import { findSimilar } from '../diagnostics/find-similar.ts';
import type { Manifest } from '../manifest/schema.ts';
import type { SourceDocument } from '../manifest/source-document.ts';
import { isPermissionName, PERMISSIONS, type PermissionName } from './catalog.ts';
import { parseHostPattern } from './host-pattern.ts';
import { isOwnDataPermission, normalizePermission } from './parse-permissions.ts';

// A feature that is `false` forbids these permissions.
const FEATURE_PERMISSIONS = {
  database_access: 'database.access',
  external_api: 'external.api',
} as const satisfies Readonly<Record<string, PermissionName>>;

/** Checks the permissions that a manifest asks for: they exist, stand once, name real hosts, and contradict no feature. */
export function checkPermissions(manifest: Manifest, document: SourceDocument): readonly Diagnostic[] {
  const seen = new Set<string>();
  return (manifest.permissions ?? []).flatMap((item, index) => {
    const { permission: text, hosts } = typeof item === 'string' ? { permission: item } : item;
    const pointer = `/permissions/${String(index)}`;
    const location = document.locate(typeof item === 'string' ? pointer : `${pointer}/permission`);
    const permission = normalizePermission(text);
    if (isOwnDataPermission(permission)) return [];
    if (!isPermissionName(permission)) return [createDiagnostic('PLX1201', { permission: text, suggestion: suggest(permission) }, location)];
    const twice = seen.has(permission) ? [createDiagnostic('PLX1202', { permission }, location)] : [];
    seen.add(permission);
    return [...twice, ...checkHosts(permission, hosts, pointer, document), ...checkFeatures(permission, manifest, location)];
  });
}

function suggest(permission: string): string {
  const similar = findSimilar(permission, Object.keys(PERMISSIONS));
  return similar === undefined ? `use one of: ${Object.keys(PERMISSIONS).join(', ')}` : `did you mean "${similar}"?`;
}

function checkHosts(permission: PermissionName, hosts: readonly string[] | undefined, pointer: string, document: SourceDocument): readonly Diagnostic[] {
  if (permission !== 'external.api') {
    return hosts === undefined ? [] : [createDiagnostic('PLX1205', { permission }, document.locate(`${pointer}/hosts`, 'key'))];
  }
  if (hosts === undefined) return [createDiagnostic('PLX1208', {}, document.locate(pointer))];
  return hosts.flatMap((host, index) => checkHost(host, document.locate(`${pointer}/hosts/${String(index)}`)));
}

function checkHost(host: string, location: SourceLocation): readonly Diagnostic[] {
  try {
    parseHostPattern(host, location);
    return [];
  } catch (error) {
    if (error instanceof PlexiError) return error.diagnostics;
    throw error;
  }
}

function checkFeatures(permission: PermissionName, { features = {} }: Manifest, location: SourceLocation): readonly Diagnostic[] {
  return Object.entries(FEATURE_PERMISSIONS)
    .filter(([feature, forbidden]) => forbidden === permission && features[feature as keyof typeof FEATURE_PERMISSIONS] === false)
    .map(([feature]) => createDiagnostic('PLX1206', { feature, permission }, location));
}

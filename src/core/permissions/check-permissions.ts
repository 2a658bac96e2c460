import type { Diagnostic, SourceLocation } from '../diagnostics/diagnostic.ts';
import { findSimilar } from '../diagnostics/find-similar.ts';
import { createDiagnostic, PlexiError } from '../diagnostics/plexi-error.ts';
import { cutText } from '../manifest/json-type.ts';
import type { Manifest } from '../manifest/schema.ts';
import { FOREIGN_PERMISSIONS } from '../manifest/shape/other-guides.ts';
import type { SourceDocument } from '../manifest/source-document.ts';
import { isPermissionName, PERMISSIONS } from './catalog.ts';
import { parseHostPattern } from './host-pattern.ts';
import { isOwnDataPermission, normalizePermission } from './parse-permissions.ts';

type Fields = { readonly [Key in 'permissions' | 'optional_permissions' | 'defines_permissions']?: Manifest[Key] };

interface Item {
  readonly permission: string;
  /** The name as the manifest writes it. */
  readonly written: string;
  readonly hosts?: readonly string[];
  readonly methods?: readonly string[];
  readonly pointer: string;
  /** Where the name is written. */
  readonly at: SourceLocation;
}

/** Says what is wrong with the permissions that a manifest asks for, or defines. */
export function checkPermissions(manifest: Fields, document: SourceDocument): readonly Diagnostic[] {
  const items = (['permissions', 'optional_permissions'] as const).flatMap((key) => (manifest[key] ?? []).map((item, index) => readItem(item, `/${key}/${index}`, document)));
  const defined = new Set((manifest.defines_permissions ?? []).map(({ name }) => name));
  return [
    ...items.flatMap((item) => checkName(item, defined)),
    ...checkRepetitions(items),
    ...items.flatMap((item) => checkHosts(item, document)),
    ...checkDefined(manifest, document),
  ];
}

function readItem(item: NonNullable<Manifest['permissions']>[number], pointer: string, document: SourceDocument): Item {
  if (typeof item === 'string') return { permission: normalizePermission(item), written: item, pointer, at: document.locate(pointer) };
  return { ...item, permission: normalizePermission(item.permission), written: item.permission, pointer, at: document.locate(`${pointer}/permission`) };
}

function checkName({ permission, written, at }: Item, defined: ReadonlySet<string>): readonly Diagnostic[] {
  if (isPermissionName(permission)) return [];
  if (isOwnDataPermission(permission)) return [createDiagnostic('PLX1211', { permission: written }, at)];
  if (defined.has(permission)) return [createDiagnostic('PLX1210', { permission }, at)];
  return [createDiagnostic('PLX1201', { permission: cutText(written), suggestion: suggestPermission(permission) }, at)];
}

function suggestPermission(text: string): string {
  const foreign = Object.hasOwn(FOREIGN_PERMISSIONS, text) ? FOREIGN_PERMISSIONS[text] : undefined;
  if (foreign !== undefined) return `it is called "${foreign}" here`;
  const similar = findSimilar(text, Object.keys(PERMISSIONS));
  return similar === undefined ? `choose among ${Object.keys(PERMISSIONS).join(', ')}` : `did you mean "${similar}"?`;
}

function checkRepetitions(items: readonly Item[]): readonly Diagnostic[] {
  return items
    .filter((item, index) => items.findIndex((other) => other.permission === item.permission) < index)
    .map(({ permission, at }) => createDiagnostic('PLX1202', { permission }, at));
}

function checkHosts({ permission, hosts, methods, pointer, at }: Item, document: SourceDocument): readonly Diagnostic[] {
  if (permission !== 'external.api') {
    return [
      ...(hosts === undefined ? [] : [createDiagnostic('PLX1205', { permission }, document.locate(`${pointer}/hosts`, 'key'))]),
      ...(methods === undefined ? [] : [createDiagnostic('PLX1230', { permission }, document.locate(`${pointer}/methods`, 'key'))]),
    ];
  }
  if (hosts === undefined) return [createDiagnostic('PLX1208', {}, at)];
  return hosts.flatMap((host, index) => checkHost(host, document.locate(`${pointer}/hosts/${index}`)));
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

// The first words of the host's own permissions, which a plugin cannot define.
const HOST_AREAS = new Set([...Object.keys(PERMISSIONS), 'plugin.read'].map((name) => name.split('.')[0] ?? ''));

function checkDefined({ defines_permissions: defined = [] }: Fields, document: SourceDocument): readonly Diagnostic[] {
  return defined.flatMap(({ name }, index) => {
    const at = document.locate(`/defines_permissions/${index}/name`);
    const area = name.split('.')[0] ?? '';
    if (HOST_AREAS.has(area)) return [createDiagnostic('PLX1209', { permission: name, area }, at)];
    const isRepeated = defined.findIndex((other) => other.name === name) < index;
    return isRepeated ? [createDiagnostic('PLX1202', { permission: name }, at)] : [];
  });
}

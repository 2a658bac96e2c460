import type { Diagnostic, SourceLocation } from '../../diagnostics/diagnostic.ts';
import { createDiagnostic, PlexiError } from '../../diagnostics/plexi-error.ts';
import type { Manifest } from '../../manifest/schema.ts';
import type { SourceDocument } from '../../manifest/source-document.ts';
import type { PermissionName } from '../catalog.ts';
import { coversUrl, formatHostPattern, parseHostPattern, type HostPattern } from '../host-pattern.ts';
import { isShownByCode } from '../methods.ts';
import { formatManifestLine, parsePermissions, type RequestedPermission } from '../parse-permissions.ts';
import type { InferredPermissions, PermissionUse, SourcePlace } from './infer-permissions.ts';

/** How the permissions of a manifest would have to change to fit the code. */
export interface PermissionChanges {
  readonly missing: readonly MissingPermission[];
  /** Hosts that `external.api` is not yet asked for. */
  readonly hosts: readonly string[];
  readonly unused: readonly PermissionName[];
}

/** A permission that is used and not asked for. */
export interface MissingPermission {
  readonly permission: PermissionName;
  /** The hosts to narrow it to; absent where none is known. */
  readonly hosts?: readonly string[];
}

/** What a manifest asks for, held against what the code needs. */
export interface JudgedPermissions {
  readonly diagnostics: readonly Diagnostic[];
  readonly changes: PermissionChanges;
}

interface Subject {
  readonly manifest: Pick<Manifest, 'permissions'>;
  readonly document: SourceDocument;
  /** Names a source file as diagnostics do. */
  readonly nameFile: (file: string) => string;
}

/** Holds what a manifest asks for against what the code needs. */
export function judgePermissions({ uses, touched }: InferredPermissions, { manifest, document, nameFile }: Subject): JudgedPermissions {
  const requested = parsePermissions(manifest);
  const names = new Set(requested.map(({ permission }) => permission));
  const locate = ({ file, ...position }: SourcePlace): SourceLocation => (file === '' ? document.locate('/permissions', 'key') : { file: nameFile(file), ...position });
  const missing = listMissing(uses, names);
  const strangers = listStrangers(uses, requested);
  const undecided = listUndecided(uses, new Set([...names, ...missing.keys()]));
  const unused = requested.filter(({ permission }) => isUnused(permission, uses, touched));
  return {
    diagnostics: [
      ...[...missing].map(([permission, found]) => reportMissing(permission, found, locate)),
      ...[...strangers].map(([host, place]) => createDiagnostic('PLX1216', { host, remedy: suggestHost(host) }, locate(place))),
      ...undecided.map(({ what, permissions, place }) => createDiagnostic('PLX1218', { what, permissions: quoteAny(permissions) }, locate(place))),
      ...unused.map(({ permission, pointer }) => createDiagnostic('PLX1217', { permission }, document.locate(pointer))),
    ],
    changes: {
      missing: [...missing].map(([permission, found]) => ({ permission, ...narrow(permission, found) })),
      hosts: [...strangers.keys()].filter(isPattern),
      unused: unused.map(({ permission }) => permission),
    },
  };
}

/** Whether nothing in the code has to do with a permission. */
export function isUnused(permission: PermissionName, uses: readonly PermissionUse[], touched: ReadonlySet<PermissionName>): boolean {
  return isShownByCode(permission) && !touched.has(permission) && !uses.some(({ permissions }) => permissions.includes(permission));
}

/** `"a", "b" or "c"`. */
export function quoteAny(permissions: readonly PermissionName[]): string {
  const quoted = permissions.map((permission) => `"${permission}"`);
  const last = quoted.at(-1) ?? '';
  return quoted.length < 2 ? last : `${quoted.slice(0, -1).join(', ')} or ${last}`;
}

function listMissing(uses: readonly PermissionUse[], requested: ReadonlySet<PermissionName>): ReadonlyMap<PermissionName, readonly PermissionUse[]> {
  const missing = new Map<PermissionName, PermissionUse[]>();
  for (const use of uses) {
    const [permission] = use.permissions;
    if (!use.isCertain || permission === undefined || requested.has(permission)) continue;
    missing.set(permission, [...(missing.get(permission) ?? []), use]);
  }
  return new Map([...missing].sort(([a], [b]) => (a < b ? -1 : 1)).map(([permission, found]) => [permission, found.sort(compareUses)]));
}

const MOST_PLACES = 10;

// One for each permission, however often it is needed: one line of the manifest mends them all.
function reportMissing(permission: PermissionName, uses: readonly PermissionUse[], locate: (place: SourcePlace) => SourceLocation): Diagnostic {
  const hook = uses.find(({ kind }) => kind === 'hook');
  const shown = hook ?? uses[0];
  const line = formatManifestLine(permission, narrow(permission, uses).hosts);
  const location = shown && locate(shown.place);
  const problem = hook === undefined ? createDiagnostic('PLX1215', { what: shown?.what ?? '', permission, line }, location) : createDiagnostic('PLX1207', { hook: hook.what, permission, line }, location);
  const others = uses.filter((use) => use !== shown).slice(0, MOST_PLACES);
  return others.length === 0 ? problem : { ...problem, details: others.map(({ what, place }) => `also ${what}: ${formatPlace(place)}`) };
}

function formatPlace({ file, line, column }: SourcePlace): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}

function narrow(permission: PermissionName, uses: readonly PermissionUse[]): { readonly hosts?: readonly string[] } {
  if (permission !== 'external.api') return {};
  const hosts = [...new Set(uses.flatMap((use) => use.hosts ?? []).map(({ host }) => host))].filter(isPattern);
  return hosts.length === 0 ? {} : { hosts };
}

/** The servers that are called for certain, and that no pattern of the manifest covers. */
function listStrangers(uses: readonly PermissionUse[], requested: readonly RequestedPermission[]): ReadonlyMap<string, SourcePlace> {
  const patterns = requested.find(({ permission }) => permission === 'external.api')?.hosts;
  const strangers = new Map<string, SourcePlace>();
  if (patterns === undefined) return strangers;
  for (const use of uses.filter(({ isCertain }) => isCertain)) {
    for (const { host, place } of use.hosts ?? []) {
      if (strangers.has(host) || patterns.some((pattern) => isCovered(pattern, host))) continue;
      strangers.set(host, isOfPackage(place) ? use.place : place);
    }
  }
  return strangers;
}

function listUndecided(uses: readonly PermissionUse[], settled: ReadonlySet<PermissionName>): readonly PermissionUse[] {
  const seen = new Set<string>();
  return uses.filter(({ what, permissions, isCertain, isForeign, place }) => {
    const key = `${isForeign ? place.file : formatPlace(place)} ${what}`;
    if (isCertain || seen.has(key) || permissions.some((permission) => settled.has(permission))) return false;
    // What packages call their own things says nothing; that they go to the network does.
    if (isForeign && what !== 'fetch') return false;
    seen.add(key);
    return true;
  });
}

// Without a port it may be the one of either protocol.
function isCovered(pattern: HostPattern, host: string): boolean {
  const { hostname, port } = new URL(`https://${host}`);
  return ['https:', 'http:'].some((protocol) => coversUrl(pattern, { protocol, hostname, port }));
}

function isOfPackage({ file }: SourcePlace): boolean {
  return file.startsWith('npm:');
}

function suggestHost(host: string): string {
  return isPattern(host) ? `run "plexi-plugin validate --fix", or add "${host}" to its "hosts"` : 'call the server by its name: hosts are names, not addresses';
}

function isPattern(host: string): boolean {
  try {
    return formatHostPattern(parseHostPattern(host)) === host;
  } catch (error) {
    if (error instanceof PlexiError) return false;
    throw error;
  }
}

function compareUses(a: PermissionUse, b: PermissionUse): number {
  if (a.place.file !== b.place.file) return a.place.file < b.place.file ? -1 : 1;
  return (a.place.line ?? 0) - (b.place.line ?? 0) || (a.place.column ?? 0) - (b.place.column ?? 0);
}

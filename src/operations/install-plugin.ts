import { join, resolve } from 'node:path';
import { extractRelease } from '../archive/extract-release.ts';
import { readBlob } from '../archive/read-blob.ts';
import type { Digest } from '../core/archive/digest.ts';
import { findCollisions } from '../core/archive/entry-path.ts';
import { LIMITS } from '../core/archive/limits.ts';
import type { Release } from '../core/archive/release.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic, fail } from '../core/diagnostics/plexi-error.ts';
import { checkHost } from '../core/registry/check-host.ts';
import type { LimitRequests } from '../core/limits/plugin-limits.ts';
import type { DescribedPermission } from '../core/registry/describe-permissions.ts';
import type { Grant } from '../core/registry/grants.ts';
import { formatCommand } from '../core/registry/format-command.ts';
import { checkPin, type LockEntry, type PinCandidate } from '../core/registry/lockfile.ts';
import { parsePluginSpec } from '../core/registry/plugin-spec.ts';
import { readLimits } from '../core/registry/release-limits.ts';
import { readSummary } from '../core/registry/release-summary.ts';
import { resolveVersion, type Resolution } from '../core/registry/resolve-version.ts';
import type { VersionRecord } from '../core/registry/version-record.ts';
import { formatReason } from '../core/registry/yank.ts';
import { isKeyId, type KeyId } from '../core/signing/key-id.ts';
import type { Platform } from '../platform/platform.ts';
import { placePlugin } from '../registry/install-folder/change-installs.ts';
import { findInstalled, writeMarker } from '../registry/install-folder/install-marker.ts';
import { locateInstall, locatePlugin, MARKER, type InstallLayout } from '../registry/install-folder/layout.ts';
import { readLockfile } from '../registry/install-folder/lockfile-file.ts';
import { createStaging, removeStaging } from '../registry/install-folder/staging.ts';
import { openRegistry } from '../registry/open-registry.ts';
import type { RegistryClient } from '../registry/registry-client.ts';
import { decideGrants, type GrantDecision } from './decide-grants.ts';
import { findPlugin } from './find-plugin.ts';
import { judgePublished } from './judge-published.ts';
import { trackLayers } from './track-layers.ts';

/** What to install, from where, into which folder, and what is allowed. */
export interface InstallRequest {
  /** `NAME`, `NAME@VERSION` or `NAME@RANGE`. */
  readonly spec: string;
  /** The folder of all plugins, relative to `platform.cwd`; default: `plugins`. */
  readonly to?: string | undefined;
  /** `all`, or permissions with commas between them. */
  readonly grant?: string | undefined;
  /** The key id of a signer to trust for this plugin. */
  readonly trust?: string | undefined;
  readonly registry?: string | undefined;
  /** The version of the host it is for. */
  readonly host?: string | undefined;
}

/** What was installed. */
export interface InstallReport {
  readonly name: string;
  readonly version: string;
  readonly digest: Digest;
  readonly keyId: KeyId;
  /** The version that was there before. */
  readonly previous?: string;
  /** The plugin's folder, absolute. */
  readonly path: string;
  /** Absolute. */
  readonly lockfile: string;
  readonly registry: string;
  readonly grants: readonly Grant[];
  readonly permissions: readonly DescribedPermission[];
  /** How much it asks for, where the defaults do not suit it. */
  readonly limits: LimitRequests;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Installs a plugin: chooses the version, verifies it as `verify` does, has its signer and permissions accepted, unpacks
 * it beside its place, and moves it there in one step. The lockfile pins digest, key and grants.
 *
 * @throws {@link PlexiError} `PLX5005` to `PLX5007` when there is no such version, `PLX5015` to `PLX5017` when its signer
 *   or contents are not accepted, `PLX5018` when something else is in its place, `PLX5019` when a grant is missing,
 *   `PLX5027` when it does not run on the host, `PLX5031` when the
 *   registry only has older versions than the installed one; the codes of `verify` when it was tampered with.
 */
export async function installPlugin(request: InstallRequest, platform: Platform): Promise<InstallReport> {
  const { name, range } = parsePluginSpec(request.spec);
  const accepted = parseTrust(request.trust);
  const layout = locateInstall(resolve(platform.cwd, request.to ?? 'plugins'));
  const pinned = (await readLockfile(layout)).get(name);
  // Before anything is asked or fetched: what is in the way is left alone.
  await findInstalled(layout, name);
  const registry = await openRegistry(request.registry, 'read', platform);
  const resolution = resolveVersion(await findPlugin(registry, name), range, pinned?.version);
  const { record } = resolution;
  const candidate = createCandidate(record, request);
  const release = await judgePublished({ record, registry, pinned, accepted, candidate }, platform);
  const { permissions, hostRange } = readSummary(release.config.manifest);
  const limits = readLimits(release.config.manifest);
  if (request.host !== undefined) checkHost(record, hostRange, request.host);
  const decision = await decideGrants({ name, version: record.version, requests: permissions, before: pinned?.grants ?? [], flag: request.grant }, platform);
  const entry: LockEntry = {
    version: record.version,
    digest: record.manifest.digest,
    keyId: record.keyId,
    grants: decision.grants,
    registry: registry.location,
  };
  await unpack({ layout, release, registry, entry }, (now) => { checkPin(now, candidate, accepted); }, platform);
  return { ...report(layout, resolution, pinned, entry, decision), limits };
}

function parseTrust(keyId: string | undefined): KeyId | undefined {
  if (keyId === undefined || isKeyId(keyId)) return keyId;
  fail('PLX0003', { flag: '--trust', value: keyId, expected: 'a key id of 64 hexadecimal digits', command: 'install' });
}

function createCandidate({ name, version, manifest, keyId }: VersionRecord, { to, grant, registry, host }: InstallRequest): PinCandidate {
  const flags = Object.entries({ to, grant, registry, host }).flatMap(([flag, value]) => (value === undefined ? [] : [`--${flag}`, value]));
  const trustCommand = formatCommand(['install', `${name}@${version}`, '--trust', keyId, ...flags]);
  return { name, version, digest: manifest.digest, keyId, trustCommand };
}

interface Unpacking {
  readonly layout: InstallLayout;
  readonly release: Release;
  readonly registry: RegistryClient;
  readonly entry: LockEntry;
}

async function unpack({ layout, release, registry, entry }: Unpacking, accept: (pinned: LockEntry | undefined) => void, platform: Platform): Promise<void> {
  const { name, version, config } = release;
  const [collision] = findCollisions([MARKER, ...config.files.map(({ path }) => path)]);
  if (collision !== undefined) fail('PLX5030', { name, version, path: collision.second });
  const staging = await createStaging(layout);
  try {
    const folder = join(staging, 'plugin');
    await trackLayers('Installing', release, platform, (options) => extractRelease(registry, release, folder, options));
    await writeMarker(folder, { name, version, digest: entry.digest, ...(await readProof(release, registry)) });
    await placePlugin(layout, { name, folder, entry, accept });
  } finally {
    await removeStaging(staging);
  }
}

/** The two blobs that lead from the locked digest to every file. */
async function readProof({ reference, blobs }: Release, registry: RegistryClient): Promise<{ readonly manifest: string; readonly config: string }> {
  const [, config] = blobs;
  if (config === undefined) fail('PLX2039', { digest: reference.manifest });
  const manifest = await readBlob(registry, { blob: 'manifest', digest: reference.manifest, limit: LIMITS.manifestBytes });
  const listed = await readBlob(registry, { blob: 'config', digest: config.digest, limit: LIMITS.configBytes });
  return { manifest: Buffer.from(manifest).toString('utf8'), config: Buffer.from(listed).toString('utf8') };
}

function report(layout: InstallLayout, { record, yank }: Resolution, pinned: LockEntry | undefined, entry: LockEntry, decision: GrantDecision): Omit<InstallReport, 'limits'> {
  const { name, version } = record;
  return {
    name,
    version,
    digest: entry.digest,
    keyId: entry.keyId,
    ...(pinned && { previous: pinned.version }),
    path: locatePlugin(layout, name),
    lockfile: layout.lockfile,
    registry: entry.registry,
    grants: entry.grants,
    permissions: decision.permissions,
    diagnostics: [...decision.diagnostics, ...(yank ? [createDiagnostic('PLX5028', { name, version, reason: formatReason(yank) })] : [])],
  };
}

import { isDigest, type Digest } from '../archive/digest.ts';
import { isReleaseName, isReleaseVersion } from '../archive/release-name.ts';
import { fail } from '../diagnostics/plexi-error.ts';
import { JsonReader } from '../json/json-reader.ts';
import { isKeyId, type KeyId } from '../signing/key-id.ts';
import type { Grant } from './grants.ts';

/** What is pinned of one installed plugin. */
export interface LockEntry {
  readonly version: string;
  /** The digest of the OCI manifest: of every byte of the version. */
  readonly digest: Digest;
  /** The key that signed. */
  readonly keyId: KeyId;
  /** What the person who installed it granted, sorted. */
  readonly grants: readonly Grant[];
  /** The registry it came from. */
  readonly registry: string;
}

/** `plexi.lock`: the plugins of one folder by name. */
export type Lockfile = ReadonlyMap<string, LockEntry>;

const VERSION = 1;

/** Renders a lockfile: sorted by name, so that two machines write the same bytes. */
export function renderLockfile(lockfile: Lockfile): string {
  const names = [...lockfile.keys()].sort();
  const plugins = Object.fromEntries(names.map((name) => [name, lockfile.get(name)]));
  return `${JSON.stringify({ lockfileVersion: VERSION, plugins }, null, 2)}\n`;
}

/**
 * Parses a lockfile.
 *
 * @param path - Where it is, for the error.
 * @throws {@link PlexiError} `PLX5021` when it cannot be understood.
 */
export function parseLockfile(text: string, path: string): Lockfile {
  const json = parseJson(text, path);
  const version = json.at('lockfileVersion').count();
  if (version !== VERSION) fail('PLX5021', { path, reason: `it has version ${version}, and this plexi-plugin knows version ${VERSION}` });
  const plugins = json.at('plugins');
  return new Map(Object.keys(plugins.object()).map((name) => [name, parseEntry(name, plugins.at(name))]));
}

function parseEntry(name: string, json: JsonReader): LockEntry {
  if (!isReleaseName(name)) json.refuse('under the name of a plugin');
  return {
    version: json.at('version').matching(isReleaseVersion, 'a version'),
    digest: json.at('digest').matching(isDigest, 'a digest'),
    keyId: json.at('keyId').matching(isKeyId, 'a key id'),
    grants: json.at('grants').list().map((grant) => grant.text()),
    registry: json.at('registry').text(),
  };
}

function parseJson(text: string, path: string): JsonReader {
  const refuse = (reason: string): never => fail('PLX5021', { path, reason });
  try {
    return new JsonReader(JSON.parse(text), refuse);
  } catch (error) {
    return fail('PLX5021', { path, reason: 'it is not JSON' }, { cause: error });
  }
}

/** A version about to be installed. */
export interface PinCandidate {
  readonly name: string;
  readonly version: string;
  readonly digest: Digest;
  readonly keyId: KeyId;
  /** The command that accepts the key, for the error. */
  readonly trustCommand: string;
}

/**
 * Holds a version against what is pinned.
 *
 * @param accepted - The key that the person said to trust for this install.
 * @throws {@link PlexiError} `PLX5016` for another key, `PLX5017` for other contents of the same version.
 */
export function checkPin(pinned: LockEntry | undefined, candidate: PinCandidate, accepted: KeyId | undefined): void {
  if (pinned === undefined) return;
  const { name, version, digest, keyId, trustCommand } = candidate;
  if (pinned.version === version && pinned.digest !== digest) fail('PLX5017', { name, version, found: digest, pinned: pinned.digest });
  if (pinned.keyId === keyId || accepted === keyId) return;
  fail('PLX5016', { name, version, pinned: pinned.keyId, keyId, command: trustCommand });
}

import { isDigest } from '../archive/digest.ts';
import { isReleaseVersion } from '../archive/release-name.ts';
import type { Descriptor } from '../archive/release.ts';
import { fail, PlexiError } from '../diagnostics/plexi-error.ts';
import type { JsonReader } from '../json/json-reader.ts';
import { isKeyId, type KeyId } from '../signing/key-id.ts';
import { parsePublicKey, type PublicKey } from '../signing/public-key.ts';
import { readPermission, readTexts, type PermissionRequest } from './permission-request.ts';
import { decodeTime, readJson } from './record-json.ts';

/** One published version: written once, never changed. */
export interface VersionRecord {
  readonly schema: 1;
  readonly name: string;
  readonly version: string;
  /** The OCI manifest: its digest names the version's exact bytes. */
  readonly manifest: Descriptor;
  /** The manifest of the attached signature. */
  readonly signature: Descriptor;
  readonly keyId: KeyId;
  /** The signer's public key, SPKI PEM: a convenience for whoever decides to trust it, never a reason to. */
  readonly publicKey: string;
  readonly description: string;
  readonly kinds: readonly string[];
  readonly tags: readonly string[];
  readonly permissions: readonly PermissionRequest[];
  /** Host versions the plugin runs on, as its manifest says; absent when it does not say. */
  readonly hostRange?: string;
  /** ISO 8601, UTC. */
  readonly publishedAt: string;
}

/** Who may publish under a name: whoever published first. */
export interface NameOwner {
  readonly schema: 1;
  readonly keyId: KeyId;
  /** SPKI, PEM. */
  readonly publicKey: string;
  /** ISO 8601, UTC. */
  readonly since: string;
}

/**
 * Decodes a version's record; keys that this version does not know are ignored.
 *
 * @param expected - What the record stands for: one under another's name is refused.
 * @throws {@link PlexiError} `PLX5013` when it is no such record.
 */
export function decodeVersionRecord(bytes: Uint8Array, expected: { readonly name: string; readonly version: string }): VersionRecord {
  const what = `the record of ${expected.name}@${expected.version}`;
  const json = readJson(bytes, what);
  const hostRange = json.optional('hostRange')?.text();
  return {
    schema: json.at('schema').oneOf(1),
    name: json.at('name').oneOf(expected.name),
    version: decodeVersion(json.at('version'), expected.version),
    manifest: decodeDescriptor(json.at('manifest')),
    signature: decodeDescriptor(json.at('signature')),
    keyId: json.at('keyId').matching(isKeyId, 'a key id'),
    publicKey: json.at('publicKey').text(),
    description: json.at('description').text(),
    kinds: readTexts(json.at('kinds')),
    tags: readTexts(json.at('tags')),
    permissions: json.at('permissions').list().map(readPermission),
    ...(hostRange !== undefined && { hostRange }),
    publishedAt: decodeTime(json.at('publishedAt')),
  };
}

// A file in a folder can have any name: not everything that stands where a version does is one.
function decodeVersion(json: JsonReader, expected: string): string {
  json.oneOf(expected);
  return json.matching(isReleaseVersion, 'a version');
}

/** Decodes the record of a name's owner. */
export function decodeNameOwner(bytes: Uint8Array, name: string): NameOwner {
  const json = readJson(bytes, `the owner of "${name}"`);
  return {
    schema: json.at('schema').oneOf(1),
    keyId: json.at('keyId').matching(isKeyId, 'a key id'),
    publicKey: json.at('publicKey').text(),
    since: decodeTime(json.at('since')),
  };
}

function decodeDescriptor(json: JsonReader): Descriptor {
  return {
    mediaType: json.at('mediaType').text(),
    digest: json.at('digest').matching(isDigest, 'a digest'),
    size: json.at('size').count(),
  };
}

/**
 * Parses the public key of a record, and checks that it is the one the record's key id names.
 *
 * @throws {@link PlexiError} `PLX5013` when it is not.
 */
export function parseRecordKey({ publicKey, keyId }: Pick<NameOwner, 'publicKey' | 'keyId'>, what: string): PublicKey {
  const key = readPublicKey(publicKey, what);
  if (key.keyId !== keyId) fail('PLX5013', { what, reason: 'its public key is not the one that its key id names' });
  return key;
}

function readPublicKey(pem: string, what: string): PublicKey {
  try {
    return parsePublicKey(pem, what);
  } catch (error) {
    if (!(error instanceof PlexiError)) throw error;
    return fail('PLX5013', { what, reason: error.message }, { cause: error });
  }
}

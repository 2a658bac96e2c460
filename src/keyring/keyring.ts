import { findSimilar } from '../core/diagnostics/find-similar.ts';
import { fail } from '../core/diagnostics/plexi-error.ts';
import type { KeyId } from '../core/signing/key-id.ts';
import type { PublicKey } from '../core/signing/public-key.ts';
import type { TrustPolicy } from '../core/signing/verdict.ts';

/** A public key with the name this machine gave it. */
export interface NamedKey extends PublicKey {
  readonly name: string;
  /** The file it was read from, absolute. */
  readonly file: string;
}

/** A key that this machine no longer accepts. */
export interface RevokedKey {
  readonly keyId: KeyId;
  /** When it was revoked, ISO 8601. */
  readonly revokedAt: string;
}

/** The keys of this machine. */
export interface Keyring {
  /** Keys whose private part is here; they are trusted unless revoked. */
  readonly own: readonly NamedKey[];
  /** Public keys of others that were trusted here. */
  readonly trusted: readonly NamedKey[];
  readonly revoked: readonly RevokedKey[];
}

/** Whether a key was revoked here. */
export function isRevoked(keyring: Keyring, keyId: KeyId): boolean {
  return keyring.revoked.some((revoked) => revoked.keyId === keyId);
}

/** Finds a trusted key, own or another's; revoked keys are not found. */
export function findTrustedKey(keyring: Keyring, keyId: KeyId): NamedKey | undefined {
  if (isRevoked(keyring, keyId)) return undefined;
  return [...keyring.own, ...keyring.trusted].find((key) => key.keyId === keyId);
}

/** The trust policy that a keyring amounts to. Revoked keys stay in it: what they signed can still be told from what was tampered with. */
export function createTrustPolicy(keyring: Keyring): TrustPolicy {
  return { trusted: [...keyring.own, ...keyring.trusted], revoked: keyring.revoked.map(({ keyId }) => keyId) };
}

/**
 * Finds a key by the name this machine gave it.
 *
 * @throws {@link PlexiError} `PLX3006` when there is none.
 */
export function findNamedKey(keys: readonly NamedKey[], name: string): NamedKey {
  const key = keys.find((candidate) => candidate.name === name);
  if (key !== undefined) return key;
  const similar = findSimilar(name, keys.map((candidate) => candidate.name));
  const suggestion = similar === undefined ? 'run "plexi-plugin keys list" to see what there is' : `did you mean "${similar}"?`;
  return fail('PLX3006', { name, suggestion });
}

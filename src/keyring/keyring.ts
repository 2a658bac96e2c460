import type { KeyId } from '../core/signing/key-id.ts';
import type { PublicKey } from '../core/signing/public-key.ts';
import type { TrustPolicy } from '../core/signing/verdict.ts';

/** A public key with the name this machine gave it. */
export interface NamedKey extends PublicKey {
  readonly name: string;
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

/** Finds a trusted key, own or another's; revoked keys are not found. */
export function findTrustedKey(keyring: Keyring, keyId: KeyId): NamedKey | undefined {
  if (keyring.revoked.some((revoked) => revoked.keyId === keyId)) return undefined;
  return [...keyring.own, ...keyring.trusted].find((key) => key.keyId === keyId);
}

/** The trust policy that a keyring amounts to. */
export function createTrustPolicy(keyring: Keyring): TrustPolicy {
  return { trusted: [...keyring.own, ...keyring.trusted], revoked: keyring.revoked.map(({ keyId }) => keyId) };
}

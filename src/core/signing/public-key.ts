import type { KeyId } from './key-id.ts';

/** An Ed25519 public key that was checked: canonical, and of full order. */
export interface PublicKey {
  readonly keyId: KeyId;
  /** SPKI, PEM. */
  readonly pem: string;
  /** The 32 bytes of the point. */
  readonly bytes: Uint8Array;
}

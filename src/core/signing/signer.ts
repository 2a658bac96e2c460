import type { PublicKey } from './public-key.ts';

/** A private key that can sign, without showing itself. */
export interface Signer {
  readonly publicKey: PublicKey;
  /** Signs bytes with Ed25519: 64 bytes. */
  sign(bytes: Uint8Array): Uint8Array;
}

import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { fail } from '../diagnostics/plexi-error.ts';
import { isSoundPoint, isSoundScalar } from './ed25519-points.ts';
import type { KeyId } from './key-id.ts';

/** An Ed25519 public key that was checked: canonical, and not of small order. */
export interface PublicKey {
  readonly keyId: KeyId;
  /** SPKI, PEM. */
  readonly pem: string;
  /** The 32 bytes of the point. */
  readonly bytes: Uint8Array;
}

const SPKI_PREFIX = 12;

/**
 * Parses a public key.
 *
 * @param pem - An Ed25519 key as SPKI PEM: what `keys export` prints.
 * @param source - Where the text is from, for the error.
 * @throws {@link PlexiError} `PLX3009` when it is no such key; `PLX3010` when the key is too weak to prove anything.
 */
export function parsePublicKey(pem: string, source: string): PublicKey {
  if (pem.includes('PRIVATE KEY-----')) fail('PLX3009', { source, expected: 'public', found: 'a private key' });
  try {
    return describePublicKey(createPublicKey({ key: pem, format: 'pem', type: 'spki' }), source);
  } catch (error) {
    if (!isCryptoError(error)) throw error;
    return fail('PLX3009', { source, expected: 'public', found: 'no PEM that OpenSSL can read' }, { cause: error });
  }
}

/** Describes a key that node:crypto holds; see {@link parsePublicKey}. */
export function describePublicKey(key: KeyObject, source: string): PublicKey {
  if (key.asymmetricKeyType !== 'ed25519') {
    fail('PLX3009', { source, expected: 'public', found: `a key of type ${key.asymmetricKeyType ?? 'unknown'}` });
  }
  const der = key.export({ type: 'spki', format: 'der' });
  const bytes = der.subarray(SPKI_PREFIX);
  if (!isSoundPoint(bytes)) fail('PLX3010', { source });
  return { keyId: createHash('sha256').update(der).digest('hex'), pem: key.export({ type: 'spki', format: 'pem' }).toString(), bytes };
}

/** Whether a signature of a key holds for exactly these bytes. */
export function verifySignature(key: PublicKey, bytes: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 64 || !isSoundPoint(key.bytes)) return false;
  // A commitment of small order, or a scalar above the order, is no work of an honest signer: a second valid form of one signature.
  if (!isSoundPoint(signature.subarray(0, 32)) || !isSoundScalar(signature.subarray(32))) return false;
  return verify(null, bytes, key.pem, signature);
}

/** Whether node:crypto threw because it could not read a key. */
export function isCryptoError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^ERR_(?:OSSL|CRYPTO|INVALID_ARG|MISSING_PASSPHRASE)/.test(String(error.code));
}

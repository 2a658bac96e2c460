import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { fail } from '../diagnostics/plexi-error.ts';
import { describePublicKey, isCryptoError, type PublicKey } from './public-key.ts';

/** A private key that can sign, without showing itself. */
export interface Signer {
  readonly publicKey: PublicKey;
  /** Signs bytes with Ed25519: 64 bytes. */
  sign(bytes: Uint8Array): Uint8Array;
}

/**
 * Makes a signer from a private key.
 *
 * @param pem - An Ed25519 key as PKCS#8 PEM.
 * @param source - Where the text is from, for the error.
 * @throws {@link PlexiError} `PLX3009` when it is no such key; `PLX3010` when it is too weak.
 */
export function createSigner(pem: string, source: string): Signer {
  const privateKey = parsePrivateKey(pem, source);
  return {
    publicKey: describePublicKey(createPublicKey(privateKey), source),
    sign: (bytes) => sign(null, bytes, privateKey),
  };
}

/** Makes a new private key, as PKCS#8 PEM. */
export function generatePrivateKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Writes a private key in its one PEM form; see {@link createSigner}. */
export function normalizePrivateKey(pem: string, source: string): string {
  return parsePrivateKey(pem, source).export({ type: 'pkcs8', format: 'pem' }).toString();
}

function parsePrivateKey(pem: string, source: string): KeyObject {
  const refuse = (found: string, cause?: unknown): never => fail('PLX3009', { source, expected: 'private', found }, { cause });
  if (pem.includes('BEGIN PUBLIC KEY-----')) refuse('a public key');
  if (pem.includes('BEGIN ENCRYPTED PRIVATE KEY-----')) refuse('an encrypted key');
  try {
    const key = createPrivateKey({ key: pem, format: 'pem' });
    return key.asymmetricKeyType === 'ed25519' ? key : refuse(`a key of type ${key.asymmetricKeyType ?? 'unknown'}`);
  } catch (error) {
    if (!isCryptoError(error)) throw error;
    return refuse('no PEM that OpenSSL can read', error);
  }
}

import { encodeSignatureBundle } from './signature-bundle.ts';
import type { Signer } from './signer.ts';
import { encodePreAuthentication, encodeStatement, PAYLOAD_TYPE, type SignedRelease } from './statement.ts';

/** Signs a release: the signature bundle, encoded. Ed25519 is deterministic, so one key gives one bundle. */
export function signRelease(release: SignedRelease, signer: Signer): Uint8Array {
  const payload = encodeStatement(release);
  const signature = signer.sign(encodePreAuthentication(PAYLOAD_TYPE, payload));
  return encodeSignatureBundle({ keyId: signer.publicKey.keyId, payload, signature });
}

import { hexOf } from '../archive/digest.ts';
import { encodeJson } from '../archive/json-blob.ts';
import type { Digest } from '../archive/digest.ts';
import { titleOf } from '../archive/release-manifest.ts';
import type { LayerName } from '../archive/release.ts';
import { PREDICATE_TYPE } from '../archive/signature-manifest.ts';

/** The media type of the payload that is signed: in-toto Statement v1. */
export const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/** What a signature is about. */
export interface SignedRelease {
  readonly name: string;
  readonly version: string;
  /** Digest of the OCI manifest. */
  readonly digest: Digest;
  readonly layers: readonly { readonly name: LayerName; readonly digest: Digest }[];
}

/**
 * Encodes the in-toto statement of a release. There is one form: a verifier makes the statement it
 * expects and compares the bytes, so nothing of a signed payload is ever parsed.
 */
export function encodeStatement({ name, version, digest, layers }: SignedRelease): Uint8Array {
  return encodeJson({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [
      { name: `${name}@${version}`, digest: { sha256: hexOf(digest) } },
      ...layers.map((layer) => ({ name: titleOf(layer.name), digest: { sha256: hexOf(layer.digest) } })),
    ],
    predicateType: PREDICATE_TYPE,
    predicate: { name, version },
  });
}

/** Encodes what is signed: DSSE's pre-authentication encoding of a payload and its type. */
export function encodePreAuthentication(payloadType: string, payload: Uint8Array): Uint8Array {
  const head = `DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} `;
  return Buffer.concat([Buffer.from(head), payload]);
}

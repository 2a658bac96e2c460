import { readReference, type BlobReference } from './blob-reference.ts';
import { computeDigest } from './digest.ts';
import { decodeJsonBlob, encodeJson } from './json-blob.ts';
import { LIMITS } from './limits.ts';
import { MEDIA_TYPES } from './media-types.ts';

/** The config blob of a signature's manifest: an empty object. */
export const EMPTY_CONFIG: Uint8Array = Buffer.from('{}');

/** The predicate of a release's signature, as its statement and its manifest name it. */
export const PREDICATE_TYPE = 'https://plexi.dev/release/v1';

/** What the manifest of a signature says: which manifest it signs, and where the bundle is. */
export interface SignatureManifest {
  readonly subject: BlobReference;
  readonly bundle: BlobReference;
}

/** Encodes the OCI manifest that attaches a signature bundle to a release (OCI 1.1, "referrers"). */
export function encodeSignatureManifest({ subject, bundle }: SignatureManifest): Uint8Array {
  return encodeJson({
    schemaVersion: 2,
    mediaType: MEDIA_TYPES.manifest,
    artifactType: MEDIA_TYPES.signature,
    config: { mediaType: MEDIA_TYPES.empty, digest: computeDigest(EMPTY_CONFIG), size: EMPTY_CONFIG.length },
    layers: [{ mediaType: MEDIA_TYPES.signature, digest: bundle.digest, size: bundle.size }],
    subject: { mediaType: MEDIA_TYPES.manifest, digest: subject.digest, size: subject.size },
    annotations: { 'dev.sigstore.bundle.content': 'dsse-envelope', 'dev.sigstore.bundle.predicateType': PREDICATE_TYPE },
  });
}

/**
 * Decodes the manifest of a signature.
 *
 * @throws {@link PlexiError} `PLX2034` when it is not of its one form.
 */
export function decodeSignatureManifest(bytes: Uint8Array): SignatureManifest {
  return decodeJsonBlob(
    'signature manifest',
    bytes,
    (json) => {
      const [bundle] = json.at('layers').list();
      return {
        subject: readReference(json.at('subject'), LIMITS.manifestBytes),
        bundle: readReference(bundle ?? json.at('layers').refuse('a list of one layer'), LIMITS.signatureBytes),
      };
    },
    encodeSignatureManifest,
  );
}

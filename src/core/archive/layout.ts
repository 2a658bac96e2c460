import { readReference, type BlobReference } from './blob-reference.ts';
import { hexOf, type Digest } from './digest.ts';
import { decodeJsonBlob, encodeJson } from './json-blob.ts';
import { LIMITS } from './limits.ts';
import { MEDIA_TYPES, PLUGIN_ARTIFACT } from './media-types.ts';
import { isReleaseVersion } from './release-name.ts';

/** First member of an archive: what makes a folder or a tar an OCI image layout. */
export const LAYOUT_PATH = 'oci-layout';

/** The one text of {@link LAYOUT_PATH}. */
export const LAYOUT: Uint8Array = Buffer.from('{"imageLayoutVersion":"1.0.0"}');

/** Second member of an archive: which manifests it holds. */
export const INDEX_PATH = 'index.json';

/** Where a blob is inside an archive. */
export function blobPath(digest: Digest): string {
  return `blobs/sha256/${hexOf(digest)}`;
}

/** What the index of an archive says. */
export interface ArchiveIndex {
  readonly version: string;
  readonly manifest: BlobReference;
  readonly signature?: BlobReference;
}

const REF_NAME = 'org.opencontainers.image.ref.name';

/** Encodes the index: the release under its version, as other tools of OCI name it, and its signature. */
export function encodeIndex({ version, manifest, signature }: ArchiveIndex): Uint8Array {
  const release = {
    mediaType: MEDIA_TYPES.manifest,
    digest: manifest.digest,
    size: manifest.size,
    artifactType: PLUGIN_ARTIFACT,
    annotations: { [REF_NAME]: version },
  };
  const signed = signature && {
    mediaType: MEDIA_TYPES.manifest,
    digest: signature.digest,
    size: signature.size,
    artifactType: MEDIA_TYPES.signature,
  };
  return encodeJson({ schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests: signed ? [release, signed] : [release] });
}

/**
 * Decodes the index of an archive.
 *
 * @throws {@link PlexiError} `PLX2034` when it is not of its one form.
 */
export function decodeIndex(bytes: Uint8Array): ArchiveIndex {
  return decodeJsonBlob(
    'index',
    bytes,
    (json) => {
      const manifests = json.at('manifests');
      const [release = manifests.refuse('a list of one or two manifests'), signature] = manifests.list();
      return {
        version: release.at('annotations').at(REF_NAME).matching(isReleaseVersion, 'a version'),
        manifest: readReference(release, LIMITS.manifestBytes),
        ...(signature && { signature: readReference(signature, LIMITS.manifestBytes) }),
      };
    },
    encodeIndex,
  );
}

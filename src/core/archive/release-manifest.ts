import type { JsonReader } from '../json/json-reader.ts';
import { readReference, type BlobReference } from './blob-reference.ts';
import { decodeJsonBlob, encodeJson } from './json-blob.ts';
import { LIMITS } from './limits.ts';
import { MEDIA_TYPES, PLUGIN_ARTIFACT } from './media-types.ts';
import type { LayerName } from './release.ts';
import { isReleaseName, isReleaseVersion } from './release-name.ts';

const TITLE = 'org.opencontainers.image.title';
const VERSION = 'org.opencontainers.image.version';

/** What the OCI manifest of a release says. */
export interface ReleaseManifest {
  readonly name: string;
  readonly version: string;
  readonly config: BlobReference;
  readonly layers: readonly (BlobReference & { readonly name: LayerName })[];
}

/** Encodes the OCI manifest of a release: the blob whose digest names it. */
export function encodeReleaseManifest({ name, version, config, layers }: ReleaseManifest): Uint8Array {
  return encodeJson({
    schemaVersion: 2,
    mediaType: MEDIA_TYPES.manifest,
    artifactType: PLUGIN_ARTIFACT,
    config: { mediaType: MEDIA_TYPES.config, digest: config.digest, size: config.size },
    layers: layers.map((layer) => ({
      mediaType: MEDIA_TYPES.layer,
      digest: layer.digest,
      size: layer.size,
      annotations: { [TITLE]: titleOf(layer.name) },
    })),
    annotations: { [TITLE]: name, [VERSION]: version },
  });
}

/**
 * Decodes the OCI manifest of a release.
 *
 * @throws {@link PlexiError} `PLX2034` when it is not of its one form.
 */
export function decodeReleaseManifest(bytes: Uint8Array): ReleaseManifest {
  return decodeJsonBlob('manifest', bytes, readManifest, encodeReleaseManifest);
}

function readManifest(json: JsonReader): ReleaseManifest {
  const annotations = json.at('annotations');
  return {
    name: annotations.at(TITLE).matching(isReleaseName, 'a plugin name'),
    version: annotations.at(VERSION).matching(isReleaseVersion, 'a version'),
    config: readReference(json.at('config'), LIMITS.configBytes),
    layers: json.at('layers').list().map((layer) => ({ ...readReference(layer, LIMITS.fileBytes), name: readLayerName(layer) })),
  };
}

function readLayerName(layer: JsonReader): LayerName {
  const title = layer.at('annotations').at(TITLE).oneOf(titleOf('code'), titleOf('assets'));
  return title === titleOf('code') ? 'code' : 'assets';
}

/** The title of a layer's blob: what tools of OCI registries call the file. */
export function titleOf(layer: LayerName): string {
  return `${layer}.tar.gz`;
}

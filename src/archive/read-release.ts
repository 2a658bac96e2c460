import { LIMITS } from '../core/archive/limits.ts';
import { MEDIA_TYPES } from '../core/archive/media-types.ts';
import { computeDigest, type Digest } from '../core/archive/digest.ts';
import { decodeConfig, groupByLayer } from '../core/archive/release-config.ts';
import { decodeReleaseManifest, type ReleaseManifest } from '../core/archive/release-manifest.ts';
import type { BlobSource, Descriptor, Layer, Release, ReleaseConfig, ReleaseReference, ReleaseSignature } from '../core/archive/release.ts';
import { decodeSignatureManifest, EMPTY_CONFIG } from '../core/archive/signature-manifest.ts';
import { tarSizeOf } from '../core/archive/tar.ts';
import { fail } from '../core/diagnostics/plexi-error.ts';
import { decodeSignatureBundle } from '../core/signing/signature-bundle.ts';
import { readBlob, readReferenced } from './read-blob.ts';

/**
 * Reads manifest, config and signature of a release strictly. Its layers are not read, and its
 * signature is not judged.
 *
 * @throws {@link PlexiError} with the codes of malformed (`PLX2034`, `PLX2036` to `PLX2039`) and
 *   tampered (`PLX2040`, `PLX3003`) archives.
 */
export async function readRelease(source: BlobSource, reference: ReleaseReference): Promise<Release> {
  const bytes = await readBlob(source, { blob: 'manifest', digest: reference.manifest, limit: LIMITS.manifestBytes });
  const manifest = decodeReleaseManifest(bytes);
  const config = decodeConfig(await readReferenced(source, 'config', manifest.config));
  if (config.manifest.name !== manifest.name || config.manifest.version !== manifest.version) {
    fail('PLX2034', { blob: 'manifest', problem: 'its name and version are not those of the plugin’s manifest' });
  }
  const layers = describeLayers(manifest, config);
  const self: Descriptor = { mediaType: MEDIA_TYPES.manifest, digest: reference.manifest, size: bytes.length };
  const signed = reference.signature && (await readSignature(source, reference.signature, self));
  return {
    reference,
    name: manifest.name,
    version: manifest.version,
    config,
    layers,
    ...(signed && { signature: signed.signature }),
    blobs: [
      self,
      { mediaType: MEDIA_TYPES.config, ...manifest.config },
      ...(signed?.blobs ?? []),
      ...layers.map(({ descriptor }) => descriptor),
    ],
  };
}

function describeLayers({ layers }: ReleaseManifest, config: ReleaseConfig): readonly Layer[] {
  const groups = groupByLayer(config.files);
  if (groups.map(({ name }) => name).join() !== layers.map(({ name }) => name).join()) {
    fail('PLX2034', { blob: 'manifest', problem: 'its layers are not those of the file list' });
  }
  return groups.map(({ name, files }, index) => {
    const { digest, size } = layers[index] ?? fail('PLX2034', { blob: 'manifest', problem: 'it lacks a layer' });
    return { name, files, tarSize: tarSizeOf(files), descriptor: { mediaType: MEDIA_TYPES.layer, digest, size } };
  });
}

async function readSignature(
  source: BlobSource,
  digest: Digest,
  signed: Descriptor,
): Promise<{ readonly signature: ReleaseSignature; readonly blobs: readonly Descriptor[] }> {
  const bytes = await readBlob(source, { blob: 'signature manifest', digest, limit: LIMITS.manifestBytes });
  const { subject, bundle } = decodeSignatureManifest(bytes);
  if (subject.digest !== signed.digest || subject.size !== signed.size) fail('PLX3003', { problem: 'it is of another archive' });
  const signature = decodeSignatureBundle(await readReferenced(source, 'signature', bundle));
  const empty = { digest: computeDigest(EMPTY_CONFIG), size: EMPTY_CONFIG.length };
  await readReferenced(source, 'signature manifest', empty);
  return {
    signature,
    blobs: [
      { mediaType: MEDIA_TYPES.signature, ...bundle },
      { mediaType: MEDIA_TYPES.manifest, digest, size: bytes.length },
      { mediaType: MEDIA_TYPES.empty, ...empty },
    ],
  };
}

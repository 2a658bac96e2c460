/** Media types of the blobs of a release. */
export const MEDIA_TYPES = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.plexi.plugin.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
  empty: 'application/vnd.oci.empty.v1+json',
  signature: 'application/vnd.dev.sigstore.bundle.v0.3+json',
} as const;

/** The artifact type of a plugin's manifest. */
export const PLUGIN_ARTIFACT = 'application/vnd.plexi.plugin.v1';

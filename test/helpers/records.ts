import type { PluginRecord } from '../../src/core/registry/plugin-record.ts';
import { sortVersions } from '../../src/core/registry/resolve-version.ts';
import type { VersionRecord } from '../../src/core/registry/version-record.ts';
import { createStranger } from './registry-machine.ts';

const { keyId, pem } = createStranger().publicKey;

/** A record of a version, with some of its values. */
export function createRecord(values: Partial<VersionRecord> = {}): VersionRecord {
  return {
    schema: 1,
    name: 'weather',
    version: '1.0.0',
    manifest: { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest: `sha256:${'a'.repeat(64)}`, size: 840 },
    signature: { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest: `sha256:${'b'.repeat(64)}`, size: 900 },
    keyId,
    publicKey: pem,
    description: 'Tells the weather.',
    kinds: ['message-processor'],
    tags: [],
    permissions: [],
    publishedAt: '2026-01-01T00:00:00.000Z',
    ...values,
  };
}

/** A plugin with versions, some of them yanked. */
export function createPlugin(versions: readonly string[], yanked: readonly string[] = []): PluginRecord {
  const records = versions.map((version) => createRecord({ version }));
  return {
    name: 'weather',
    owner: { schema: 1, keyId, publicKey: pem, since: '2026-01-01T00:00:00.000Z' },
    versions: sortVersions(records),
    yanks: yanked.map((version) => ({ name: 'weather', version, digest: `sha256:${'a'.repeat(64)}`, reason: '', yankedAt: '2026-01-01T00:00:00.000Z' })),
  };
}

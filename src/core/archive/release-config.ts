import { fail } from '../diagnostics/plexi-error.ts';
import type { JsonReader } from '../json/json-reader.ts';
import { compareBytes } from './compare-bytes.ts';
import { computeDigest, isDigest } from './digest.ts';
import { findCollisions, refuseEntryPath } from './entry-path.ts';
import { decodeJsonBlob, encodeJson } from './json-blob.ts';
import { LIMITS } from './limits.ts';
import type { FileEntry, LayerName, PackedManifest, ReleaseConfig } from './release.ts';
import { isReleaseName, isReleaseVersion } from './release-name.ts';
import { fitsTarHeader } from './tar.ts';

/** The manifest inside an archive, whatever the author's file was called. */
export const MANIFEST_PATH = 'plugin.json';

// Code first: it is what changes with every version.
const LAYER_ORDER: readonly LayerName[] = ['code', 'assets'];

/** Encodes the config blob. */
export function encodeConfig({ formatVersion, manifest, files }: ReleaseConfig): Uint8Array {
  const listed = files.map(({ path, size, digest, mode, layer }) => ({ path, size, digest, mode, layer }));
  return encodeJson({ formatVersion, manifest, files: listed });
}

/**
 * Decodes the config blob, and refuses file lists that are unsafe to unpack.
 *
 * @throws {@link PlexiError} `PLX2034` when it is not of its form; `PLX2036` when a path is unsafe;
 *   `PLX2037` when a newer tool wrote it; `PLX2038` when it holds more than a release may.
 */
export function decodeConfig(bytes: Uint8Array): ReleaseConfig {
  const config = decodeJsonBlob('config', bytes, readConfig, encodeConfig);
  checkFiles(config.files);
  checkManifestFile(config);
  return config;
}

/** The `plugin.json` of an archive: its bytes follow from the manifest in the config, so the two cannot differ. */
export function encodeManifestFile(manifest: PackedManifest): Uint8Array {
  return Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`, 'utf8');
}

/** The order of files in a release: by layer, then by the bytes of the path. */
export function compareEntries(a: Pick<FileEntry, 'layer' | 'path'>, b: Pick<FileEntry, 'layer' | 'path'>): number {
  return LAYER_ORDER.indexOf(a.layer) - LAYER_ORDER.indexOf(b.layer) || compareBytes(a.path, b.path);
}

/** The files of each layer that has any. */
export function groupByLayer<Entry extends { readonly layer: LayerName }>(
  files: readonly Entry[],
): readonly { readonly name: LayerName; readonly files: readonly Entry[] }[] {
  return LAYER_ORDER.map((name) => ({ name, files: files.filter(({ layer }) => layer === name) })).filter((layer) => layer.files.length > 0);
}

function readConfig(json: JsonReader): ReleaseConfig {
  const version = json.at('formatVersion').count(Number.MAX_SAFE_INTEGER);
  if (version > 1) fail('PLX2037', { version });
  return {
    formatVersion: json.at('formatVersion').oneOf(1),
    manifest: readManifest(json.at('manifest')),
    files: json.at('files').list().map(readEntry),
  };
}

function readManifest(json: JsonReader): PackedManifest {
  return {
    ...json.object(),
    name: json.at('name').matching(isReleaseName, 'a plugin name'),
    version: json.at('version').matching(isReleaseVersion, 'a version'),
  };
}

function readEntry(json: JsonReader): FileEntry {
  return {
    path: json.at('path').text(),
    size: json.at('size').count(LIMITS.fileBytes),
    digest: json.at('digest').matching(isDigest, 'a digest'),
    mode: json.at('mode').oneOf('0644', '0755'),
    layer: json.at('layer').oneOf('code', 'assets'),
  };
}

function checkFiles(files: readonly FileEntry[]): void {
  if (files.length > LIMITS.files) fail('PLX2038', { what: `${files.length} files`, limit: LIMITS.files });
  const total = files.reduce((sum, { size }) => sum + size, 0);
  if (total > LIMITS.contentBytes) fail('PLX2038', { what: `${total} bytes`, limit: LIMITS.contentBytes });
  for (const { path } of files) {
    const reason = fitsTarHeader(path) ? refuseEntryPath(path) : 'is too long';
    if (reason !== undefined) fail('PLX2036', { path, reason });
  }
  const [collision] = findCollisions(files.map(({ path }) => path));
  if (collision) fail('PLX2036', { path: collision.second, reason: `collides with "${collision.first}"` });
  if (files.some((entry, index) => index > 0 && compareEntries(files[index - 1] ?? entry, entry) >= 0)) {
    fail('PLX2034', { blob: 'config', problem: 'its files are not in order' });
  }
}

function checkManifestFile({ manifest, files }: ReleaseConfig): void {
  const entry = files.find(({ path }) => path === MANIFEST_PATH);
  const bytes = encodeManifestFile(manifest);
  // One manifest: what is shown before installing is what the host reads afterwards.
  if (entry?.layer !== 'code' || entry.digest !== computeDigest(bytes) || entry.size !== bytes.length) {
    fail('PLX2034', { blob: 'config', problem: `its manifest is not the file ${MANIFEST_PATH}` });
  }
}

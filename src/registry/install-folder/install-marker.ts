import { lstat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { computeDigest, isDigest, type Digest } from '../../core/archive/digest.ts';
import type { BlobSource } from '../../core/archive/release.ts';
import { isReleaseName, isReleaseVersion } from '../../core/archive/release-name.ts';
import { fail } from '../../core/diagnostics/plexi-error.ts';
import { encodeRecord, readJson } from '../../core/registry/record-json.ts';
import { ignoreMissing } from '../../platform/durable-files.ts';
import { readRegularFile } from '../regular-file.ts';
import { locatePlugin, MARKER, type InstallLayout } from './layout.ts';

const MAX_BYTES = 64 * 1024 * 1024;

/**
 * The note that `install` leaves in a plugin's folder: that the folder is ours, and the two blobs from which the digest
 * in the lockfile proves every file.
 */
export interface InstallMarker {
  readonly name: string;
  readonly version: string;
  readonly digest: Digest;
  /** The OCI manifest, byte by byte: UTF-8 text. */
  readonly manifest: string;
  /** The config blob, byte by byte: UTF-8 text. */
  readonly config: string;
}

/** Writes the note; the folder must not have one. */
export async function writeMarker(folder: string, marker: InstallMarker): Promise<void> {
  await writeFile(join(folder, MARKER), encodeRecord({ schema: 1, ...marker }), { flag: 'wx' });
}

/** Reads the note of a folder; `undefined` when there is none, and so the folder is somebody else's. */
export async function readMarker(folder: string): Promise<InstallMarker | undefined> {
  const path = join(folder, MARKER);
  const bytes = await readRegularFile(path, MAX_BYTES);
  if (bytes === undefined) return undefined;
  const json = readJson(bytes, path);
  json.at('schema').oneOf(1);
  return {
    name: json.at('name').matching(isReleaseName, 'a name'),
    version: json.at('version').matching(isReleaseVersion, 'a version'),
    digest: json.at('digest').matching(isDigest, 'a digest'),
    manifest: json.at('manifest').text(),
    config: json.at('config').text(),
  };
}

/** The blobs of a note, to be read as those of an archive are. */
export function openMarker(marker: InstallMarker): BlobSource {
  const blobs = [marker.manifest, marker.config].map((text) => Buffer.from(text, 'utf8'));
  return {
    async *open(digest) {
      const blob = blobs.find((bytes) => computeDigest(bytes) === digest) ?? fail('PLX5014', { digest });
      yield await Promise.resolve(blob);
    },
  };
}

/**
 * Finds a plugin's folder.
 *
 * @returns Its note; `undefined` when nothing is there.
 * @throws {@link PlexiError} `PLX5018` when something is there that `install` did not make.
 */
export async function findInstalled(layout: InstallLayout, name: string): Promise<InstallMarker | undefined> {
  const target = locatePlugin(layout, name);
  await refuseParent(layout, target);
  const stats = await lstat(target).catch(ignoreMissing);
  if (stats === undefined) return undefined;
  if (!stats.isDirectory()) fail('PLX5018', { path: target, reason: 'it is no folder' });
  const marker = await readMarker(target);
  if (marker === undefined) fail('PLX5018', { path: target, reason: 'plexi-plugin did not install it' });
  if (marker.name !== name) fail('PLX5018', { path: target, reason: `it holds the plugin "${marker.name}"` });
  return marker;
}

// The folder of a namespace: no link that leads elsewhere, and no plugin whose files a second one would mix with.
async function refuseParent(layout: InstallLayout, target: string): Promise<void> {
  const parent = dirname(target);
  if (parent === layout.root) return;
  const stats = await lstat(parent).catch(ignoreMissing);
  if (stats === undefined) return;
  if (!stats.isDirectory()) fail('PLX5018', { path: parent, reason: 'it is no folder' });
  if ((await lstat(join(parent, MARKER)).catch(ignoreMissing)) !== undefined) fail('PLX5018', { path: parent, reason: 'it is a plugin itself' });
}

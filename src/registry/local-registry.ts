import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, PlexiError } from '../core/diagnostics/plexi-error.ts';
import { encodeRecord, readJson } from '../core/registry/record-json.ts';
import { findLatest } from '../core/registry/resolve-version.ts';
import { searchPlugins } from '../core/registry/search-plugins.ts';
import type { VersionRecord } from '../core/registry/version-record.ts';
import { createBlobStore, removeAbandonedUploads } from './blob-store.ts';
import { ignoreMissing, makeFolder, replaceFile } from '../platform/durable-files.ts';
import { readRegularFile } from './regular-file.ts';
import { createFileStore } from './file-store/file-store.ts';
import { proveStore } from './prove-store.ts';
import type { RegistryAccess, RegistryClient, SearchAnswer } from './registry-client.ts';
import { createRegistryState, type RegistryState } from './registry-state.ts';

const MARKER = 'plexi-registry.json';
const FORMAT = 1;
const FOLDERS = ['blobs', 'blobs/sha256', 'state', 'uploads'];

/**
 * Opens a registry in a folder.
 *
 * ```
 * plexi-registry.json   which format this is
 * blobs/sha256/<hex>    every blob, as in an OCI image layout
 * state/                owners, versions and yanks: a file store
 * uploads/              blobs that are being written
 * ```
 *
 * There is no `index.json`: tools would need it to find a release without knowing its digest, but then every publisher
 * would have to change one file.
 *
 * @throws {@link PlexiError} `PLX5001` when there is none and it is not to be made; `PLX5003` when it cannot be made
 *   there, or has a format of the future; `PLX5004` when its storage cannot be relied upon.
 */
export async function openLocalRegistry(root: string, access: RegistryAccess): Promise<RegistryClient> {
  const exists = await readMarker(root);
  if (!exists && access !== 'create') fail('PLX5001', { location: root });
  if (!exists) await makeRegistry(root);
  await Promise.all(FOLDERS.map((folder) => refuseLink(join(root, folder))));
  const store = createFileStore(join(root, 'state'));
  if (access !== 'read') {
    await proveStore(store, root);
    await removeAbandonedUploads(root, Date.now());
  }
  const state = createRegistryState(store);
  const blobs = createBlobStore(root);
  return {
    location: root,
    ...state,
    search: (words, limit) => search(state, words, limit),
    open: (digest) => blobs.open(digest),
    writeBlob: (blob, content) => blobs.write(blob, content),
  };
}

async function readMarker(root: string): Promise<boolean> {
  const path = join(root, MARKER);
  const bytes = await readRegularFile(path, 4096);
  if (bytes === undefined) return false;
  const format = readJson(bytes, path).at('format').count();
  if (format !== FORMAT) fail('PLX5003', { path: root, reason: `it has format ${format}, and this plexi-plugin knows format ${FORMAT}` });
  return true;
}

async function makeRegistry(root: string): Promise<void> {
  await makeFolder(root);
  // What a killed process left of the marker does not count.
  const others = (await readdir(root)).filter((name) => !name.startsWith(MARKER));
  // Another process may have made the registry meanwhile.
  if (others.length > 0 && !(await readMarker(root))) fail('PLX5003', { path: root, reason: 'it holds other files' });
  await replaceFile(join(root, MARKER), encodeRecord({ format: FORMAT }));
}

async function refuseLink(path: string): Promise<void> {
  const stats = await lstat(path).catch(ignoreMissing);
  if (stats !== undefined && !stats.isDirectory()) fail('PLX5025', { path });
}

const READ_TOGETHER = 16;

// Every plugin's records are read: less than a millisecond each, fine for a folder. The signed index will answer at scale.
async function search(state: RegistryState, words: readonly string[], limit: number): Promise<SearchAnswer> {
  const names = await state.listNames();
  const answers: (VersionRecord | PlexiError | undefined)[] = [];
  for (let at = 0; at < names.length; at += READ_TOGETHER) {
    answers.push(...(await Promise.all(names.slice(at, at + READ_TOGETHER).map((name) => readLatest(state, name)))));
  }
  const records = answers.flatMap((answer) => (answer === undefined || answer instanceof PlexiError ? [] : [answer]));
  const diagnostics = answers.flatMap((answer) => (answer instanceof PlexiError ? answer.diagnostics : []));
  return { hits: searchPlugins(records, words, limit), diagnostics };
}

async function readLatest(state: RegistryState, name: string): Promise<VersionRecord | PlexiError | undefined> {
  try {
    const plugin = await state.readPlugin(name);
    return plugin && findLatest(plugin);
  } catch (error) {
    // One damaged plugin must not hide the others.
    if (error instanceof PlexiError) return error;
    throw error;
  }
}

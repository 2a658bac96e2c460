import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileEntry } from '../../core/archive/release.ts';
import { openRegularFile } from '../regular-file.ts';
import { MARKER } from './layout.ts';

/** One way in which an installed folder is not as it was unpacked. */
export interface FileChange {
  /** Relative to the plugin's folder, with `/`. */
  readonly path: string;
  readonly change: 'changed' | 'missing' | 'added';
}

/** Hashes every file of an installed plugin and compares it with the signed list. */
export async function checkInstalledFiles(folder: string, files: readonly FileEntry[]): Promise<readonly FileChange[]> {
  const changes: FileChange[] = [];
  const present = new Set(await listFiles(folder, ''));
  for (const { path, digest } of files) {
    if (!present.delete(path)) changes.push({ path, change: 'missing' });
    else if ((await hashFile(join(folder, path))) !== digest) changes.push({ path, change: 'changed' });
  }
  present.delete(MARKER);
  return [...changes, ...[...present].map((path) => ({ path, change: 'added' as const }))];
}

// Links and devices are listed as files: reading one fails, which counts as a change.
async function listFiles(folder: string, prefix: string): Promise<readonly string[]> {
  const files: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = `${prefix}${entry.name}`;
    files.push(...(entry.isDirectory() ? await listFiles(join(folder, entry.name), `${path}/`) : [path]));
  }
  return files.sort();
}

async function hashFile(path: string): Promise<string | undefined> {
  const handle = await openRegularFile(path).catch(() => undefined);
  if (handle === undefined) return undefined;
  const hash = createHash('sha256');
  for await (const chunk of handle.createReadStream() as AsyncIterable<Uint8Array>) hash.update(chunk);
  return `sha256:${hash.digest('hex')}`;
}

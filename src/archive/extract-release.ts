import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { BlobSource, Release } from '../core/archive/release.ts';
import { fail } from '../core/diagnostics/plexi-error.ts';
import { syncFolder } from '../platform/durable.ts';
import { checkContents } from './check-contents.ts';
import { FolderSink } from './folder-sink.ts';
import type { ReadOptions } from './read-layer.ts';

/**
 * Unpacks a release: checked exactly as `checkContents` does, into a temporary folder beside the
 * target, written through to the disk, and renamed at the end. Nothing is left when it fails.
 *
 * @param target - The folder to make, absolute; its parent exists, and nothing may be there yet.
 * @throws {@link PlexiError} `PLX2041` when something is there; otherwise as `checkContents`.
 */
export async function extractRelease(source: BlobSource, release: Release, target: string, options: ReadOptions = {}): Promise<void> {
  if (existsSync(target)) fail('PLX2041', { path: target });
  const folder = `${target}.${randomBytes(6).toString('hex')}.tmp`;
  await mkdir(folder);
  const sink = new FolderSink(folder);
  try {
    await checkContents(source, release, options, sink);
    await sink.finish();
    await rename(folder, target);
  } catch (error) {
    sink.end();
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  await syncFolder(dirname(target));
}

import type { BlobSource, Release } from '../core/archive/release.ts';
import type { ReadOptions } from './check-contents.ts';

/**
 * Unpacks a release: checked exactly as `checkContents` does, into a temporary folder beside the
 * target that is renamed at the end.
 *
 * @param target - The folder to make, absolute; nothing may be there yet.
 */
export async function extractRelease(source: BlobSource, release: Release, target: string, options: ReadOptions = {}): Promise<void> {
  return Promise.reject(new Error(`not written yet: ${release.name} ${target} ${typeof source} ${typeof options}`));
}

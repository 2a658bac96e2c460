import type { BlobSource, Release } from '../core/archive/release.ts';
import type { ProgressStep } from '../platform/platform.ts';

/** What a long read obeys and reports to. */
export interface ReadOptions {
  readonly signal?: AbortSignal;
  readonly progress?: ProgressStep;
}

/** Reads every layer to its end and compares each file with the signed list. Writes nothing. */
export async function checkContents(source: BlobSource, release: Release, options: ReadOptions = {}): Promise<void> {
  return Promise.reject(new Error(`not written yet: ${release.name} ${typeof source} ${typeof options}`));
}

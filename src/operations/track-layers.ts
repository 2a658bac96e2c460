import type { ReadOptions } from '../archive/read-layer.ts';
import type { Release } from '../core/archive/release.ts';
import type { Platform } from '../platform/platform.ts';

/** Runs work that reads the layers of a release once, showing its progress; it can be interrupted. */
export async function trackLayers(label: string, release: Release, platform: Platform, work: (options: ReadOptions) => Promise<void>): Promise<void> {
  const total = release.layers.reduce((sum, { tarSize }) => sum + tarSize, 0);
  const progress = platform.progress(`${label} ${release.name} ${release.version}`);
  let read = 0;
  try {
    await work({ signal: platform.signal, onRead: (bytes) => { progress.update((read += bytes) / total); } });
  } finally {
    progress.end();
  }
}

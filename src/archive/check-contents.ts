import type { BlobSource, Release } from '../core/archive/release.ts';
import type { FileSink } from './layer-matcher.ts';
import { readLayer, type ReadOptions } from './read-layer.ts';

/**
 * Reads every layer to its end and compares each file with the signed list. Writes nothing.
 *
 * @throws {@link PlexiError} `PLX2040` when a layer was changed; `PLX2035` when it is not what the list says.
 */
export async function checkContents(source: BlobSource, release: Release, options: ReadOptions = {}, sink?: FileSink): Promise<void> {
  for (const layer of release.layers) await readLayer(source, layer, sink, options);
}

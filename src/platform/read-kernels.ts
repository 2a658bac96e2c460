import { join } from 'node:path';
import type { KernelFiles } from '../core/kernels/kernel-files.ts';
import { LARGEST_KERNEL } from '../core/kernels/parse-kernel.ts';
import type { Manifest } from '../core/manifest/schema.ts';
import { readAtMost } from './read-at-most.ts';

/**
 * Reads the kernels that a manifest names.
 *
 * @param directory - The plugin's folder.
 * @returns Those that are there; `undefined` when the manifest names none.
 */
export function readKernels(directory: string, { kernels }: Pick<Manifest, 'kernels'>): KernelFiles | undefined {
  return kernels && Object.fromEntries(kernels.flatMap(({ name, path }) => {
    // One byte more than there may be: what is too large is seen to be so.
    const bytes = readAtMost(join(directory, path), LARGEST_KERNEL + 1);
    return bytes === undefined ? [] : [[name, bytes]];
  }));
}

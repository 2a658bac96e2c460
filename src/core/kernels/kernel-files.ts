import type { SandboxLimits } from '../limits/plugin-limits.ts';
import type { Manifest } from '../manifest/schema.ts';
import { LARGEST_KERNEL, parseKernel } from './parse-kernel.ts';

/** The kernels of a plugin, by the names that its manifest gives them. */
export type KernelFiles = Readonly<Record<string, Uint8Array>>;

/**
 * Reads the kernels that a manifest names, from wherever its files are.
 *
 * @param read - Reads the first so many bytes of a file of the plugin; `undefined` when there is none.
 * @returns Those that are there; `undefined` when the manifest names none.
 */
export function readKernels({ kernels }: Pick<Manifest, 'kernels'>, read: (path: string, most: number) => Uint8Array | undefined): KernelFiles | undefined {
  return kernels && Object.fromEntries(kernels.flatMap(({ name, path }) => {
    // One byte more than there may be: what is too large is seen to be so.
    const bytes = read(path, LARGEST_KERNEL + 1);
    return bytes === undefined ? [] : [[name, bytes]];
  }));
}

/** What the memories of kernels may grow to together, in bytes; what is no kernel has none. */
export function measureKernels(files: KernelFiles): number {
  return Object.values(files).reduce((sum, bytes) => {
    const parsed = parseKernel(bytes);
    return sum + ('kernel' in parsed ? parsed.kernel.memoryBytes : 0);
  }, 0);
}

const MIB = 2 ** 20;

/** Kernels may take half of a plugin's memory together; the rest is its interpreter's. @returns Both in MiB, where they may take more. */
export function findExcess(files: KernelFiles, { memoryBytes }: Pick<SandboxLimits, 'memoryBytes'>): { readonly needed: number; readonly limit: number } | undefined {
  const needed = measureKernels(files);
  const limit = memoryBytes / 2;
  return needed > limit ? { needed: Math.ceil(needed / MIB), limit: Math.floor(limit / MIB) } : undefined;
}

import type { SandboxLimits } from '../limits/plugin-limits.ts';
import { parseKernel } from './parse-kernel.ts';

/** The kernels of a plugin, by the names that its manifest gives them. */
export type KernelFiles = Readonly<Record<string, Uint8Array>>;

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

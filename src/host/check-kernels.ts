import { fail } from '../core/diagnostics/plexi-error.ts';
import { findExcess, type KernelFiles } from '../core/kernels/kernel-files.ts';
import { parseKernel } from '../core/kernels/parse-kernel.ts';
import type { PluginLimits } from '../core/limits/plugin-limits.ts';
import type { PluginSource } from './plugin-source.ts';

/**
 * Looks at the kernels that a manifest names, before anything of the plugin runs.
 *
 * @returns These, and no others.
 * @throws {@link PlexiError} `PLX4511` when one is missing or is no kernel, `PLX4512` when they may take too much memory.
 */
export function checkKernels({ manifest: { name: plugin, kernels = [] }, kernels: files = {} }: PluginSource, limits: PluginLimits): KernelFiles {
  const named: KernelFiles = Object.fromEntries(kernels.map(({ name: kernel }) => {
    const bytes = Object.hasOwn(files, kernel) ? files[kernel] : undefined;
    const parsed = bytes === undefined ? { refused: 'its file is missing' } : parseKernel(bytes);
    if (bytes === undefined || 'refused' in parsed) return fail('PLX4511', { plugin, kernel, reason: 'refused' in parsed ? parsed.refused : '' });
    return [kernel, bytes];
  }));
  const excess = findExcess(named, limits);
  if (excess !== undefined) fail('PLX4512', { plugin, ...excess });
  return named;
}

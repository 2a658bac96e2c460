import { fail } from '../core/diagnostics/plexi-error.ts';
import type { Platform } from '../platform/platform.ts';
import type { PackReport, PackRequest } from './archive-plugin.ts';
import { loadAndBundle } from './load-and-bundle.ts';

/**
 * Packs a plugin into one signed, reproducible archive. No code of the plugin runs.
 *
 * @throws {@link PlexiError} with every error that manifest, code or files have; `PLX3005`, `PLX3006`,
 *   `PLX3012` or `PLX3013` when no key can sign. An archive that is there stays as it is then.
 */
export async function packPlugin(request: PackRequest, platform: Platform): Promise<PackReport> {
  if (request.sign === false && request.key !== undefined) fail('PLX0002', { problem: '--key and --no-sign exclude each other', command: 'pack' });
  const bundled = await loadAndBundle(request.directory, platform);
  // Loaded while esbuild works.
  const { archivePlugin } = await import('./archive-plugin.ts');
  return archivePlugin(bundled, request, platform);
}

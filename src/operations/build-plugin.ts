import type { BundledPackage } from '../bundler/bundle.ts';
import { writeBundle } from '../bundler/write-bundle.ts';
import { writeUi } from '../bundler/write-ui.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { failOnErrors } from '../core/diagnostics/plexi-error.ts';
import type { Platform } from '../platform/platform.ts';
import { checkKernels } from '../project/check-kernels.ts';
import { loadAndBundle } from './load-and-bundle.ts';

/** Which plugin to build. */
export interface BuildRequest {
  /** The plugin's folder, absolute. */
  readonly directory: string;
}

/** What was built. */
export interface BuildReport {
  /** The script, absolute. */
  readonly code: string;
  /** Its source map, absolute. */
  readonly sourceMap: string;
  /** Bytes of the script. */
  readonly size: number;
  /** The files in the script, with what each adds to it. */
  readonly inputs: readonly { readonly path: string; readonly bytesInOutput: number }[];
  /** The npm packages in the script: their licences apply to the plugin. */
  readonly packages: readonly BundledPackage[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Builds a plugin: one script and its source map in `dist/`, and what it brings to browsers in `dist/frames/`.
 *
 * @throws {@link PlexiError} with every problem of the manifest, of the kernels, or `PLX13xx` with every problem of the code.
 */
export async function buildPlugin({ directory }: BuildRequest, platform: Platform): Promise<BuildReport> {
  const { plugin, bundling } = await loadAndBundle(directory, platform);
  failOnErrors(checkKernels(plugin.directory, plugin.manifest, plugin.document));
  const bundle = await bundling;
  const written = await writeBundle(plugin.directory, bundle);
  await writeUi(plugin.directory, bundle.ui);
  return {
    ...written,
    size: Buffer.byteLength(bundle.code),
    inputs: bundle.inputs.map(({ path, bytesInOutput }) => ({ path, bytesInOutput })),
    packages: bundle.packages,
    diagnostics: [...plugin.diagnostics, ...bundle.diagnostics],
  };
}

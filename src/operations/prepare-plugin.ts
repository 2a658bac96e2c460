import type { BundleInput } from '../bundler/bundle.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { failOnErrors } from '../core/diagnostics/plexi-error.ts';
import type { Platform } from '../platform/platform.ts';
import { readKernels } from '../platform/read-kernels.ts';
import { checkKernels } from '../project/check-kernels.ts';
import type { PluginUnderTest } from '../test-runner/plugin-under-test.ts';
import { loadAndBundle } from './load-and-bundle.ts';

/** A plugin's folder, read and bundled for tests. */
export interface PreparedPlugin {
  readonly plugin: PluginUnderTest;
  readonly inputs: readonly BundleInput[];
  /** Warnings: the errors are thrown. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads and bundles a plugin's folder for tests; nothing is written.
 *
 * @throws {@link PlexiError} with every problem of the manifest, of the kernels, or of the code.
 */
export async function preparePlugin(directory: string, platform: Platform): Promise<PreparedPlugin> {
  const { plugin: loaded, bundling } = await loadAndBundle(directory, platform);
  failOnErrors(checkKernels(loaded.directory, loaded.manifest, loaded.document));
  const { code, sourceMap, ui, inputs, diagnostics } = await bundling;
  const { manifest, manifestFile, settingsSchema } = loaded;
  const kernels = readKernels(loaded.directory, manifest);
  const source = {
    manifest,
    code,
    sourceMap,
    folder: loaded.directory,
    ...(ui && { ui: Object.fromEntries(ui.files.map(({ path, text }) => [path, text])) }),
    ...(kernels && { kernels }),
    ...(settingsSchema && { settingsSchema }),
  };
  return { plugin: { source, manifestFile }, inputs, diagnostics: [...loaded.diagnostics, ...diagnostics] };
}

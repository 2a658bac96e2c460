import { hasErrors } from '../core/diagnostics/diagnostic.ts';
import type { Platform } from '../platform/platform.ts';
import { bundleLoaded, type PluginBundle } from './bundle-loaded.ts';
import { finishLoading, openPlugin, type LoadedPlugin } from './load-plugin.ts';

/** A plugin whose folder was read, and whose bundle is in the making. */
export interface BundlingPlugin {
  readonly plugin: LoadedPlugin;
  /** Rejects with every problem that the code has; nobody has to listen. */
  readonly bundling: Promise<PluginBundle>;
}

/**
 * Reads a plugin's folder and begins to bundle it as soon as its manifest is known to be right: esbuild works in a process
 * of its own, while the settings are judged here.
 *
 * @throws {@link PlexiError} with every error of manifest and settings at once.
 */
export async function loadAndBundle(directory: string, platform: Platform): Promise<BundlingPlugin> {
  platform.signal.throwIfAborted();
  const { manifest, ...opened } = await openPlugin(directory);
  const bundling = manifest === undefined || hasErrors(opened.diagnostics) ? undefined : bundleLoaded({ ...opened, manifest }, platform);
  bundling?.catch(() => undefined);
  const plugin = await finishLoading({ ...opened, ...(manifest && { manifest }) });
  if (bundling === undefined) throw new Error('a plugin without a problem is bundled');
  return { plugin, bundling };
}

import type { Bundle } from '../bundler/bundle.ts';
import { bundlePlugin } from '../bundler/bundle-plugin.ts';
import { listEntryPoints } from '../core/manifest/entry-points.ts';
import type { Platform } from '../platform/platform.ts';
import type { LoadedPlugin } from './load-plugin.ts';

/**
 * Bundles a plugin whose manifest was read: what `build`, `test` and `pack` have in common.
 *
 * @throws {@link PlexiError} `PLX13xx` with every problem that the code has.
 */
export async function bundleLoaded({ directory, manifest, document }: Pick<LoadedPlugin, 'directory' | 'manifest' | 'document'>, platform: Platform): Promise<Bundle> {
  const entries = listEntryPoints(manifest).map(({ entry, kind, pointer }) => ({ entry, kind, location: document.locate(pointer) }));
  return bundlePlugin({ directory, entries, toolRoot: platform.tool.root });
}

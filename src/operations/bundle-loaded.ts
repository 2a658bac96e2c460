import type { Bundle } from '../bundler/bundle.ts';
import { bundlePlugin } from '../bundler/bundle-plugin.ts';
import { bundleUi } from '../bundler/bundle-ui.ts';
import type { UiBundle } from '../bundler/ui-bundle.ts';
import { listEntryPoints } from '../core/manifest/entry-points.ts';
import { hasUi } from '../core/ui/has-ui.ts';
import type { Platform } from '../platform/platform.ts';
import type { LoadedPlugin } from './load-plugin.ts';

/** The bundles of a plugin; inputs, packages and warnings are those of both. */
export interface PluginBundle extends Bundle {
  /** What it brings to browsers; absent when it has neither components nor pages. */
  readonly ui?: UiBundle;
}

/**
 * Bundles a plugin whose manifest was read: what `build`, `test` and `pack` have in common.
 *
 * @throws {@link PlexiError} `PLX13xx` with every problem that the code has.
 */
export async function bundleLoaded({ directory, manifest, document }: Pick<LoadedPlugin, 'directory' | 'manifest' | 'document'>, platform: Platform): Promise<PluginBundle> {
  const entries = listEntryPoints(manifest).map(({ entry, kind, pointer }) => ({ entry, kind, location: document.locate(pointer) }));
  const bundle = await bundlePlugin({ directory, entries, toolRoot: platform.tool.root });
  if (!hasUi(manifest)) return bundle;
  const pages = (manifest.ui_pages ?? []).map(({ name, path }, index) => ({ name, path, location: document.locate(`/ui_pages/${index}/path`) }));
  const ui = await bundleUi({ directory, clients: bundle.clients, pages });
  if (ui === undefined) return bundle;
  const packages = ui.packages.filter(({ name, version }) => !bundle.packages.some((other) => other.name === name && other.version === version));
  return {
    ...bundle,
    ui,
    inputs: [...bundle.inputs, ...ui.inputs],
    packages: [...bundle.packages, ...packages],
    diagnostics: [...bundle.diagnostics, ...ui.diagnostics],
  };
}

import { resolve } from 'node:path';
import { createDependencyNode } from '../core/dependencies/dependency-node.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { findSimilar } from '../core/diagnostics/find-similar.ts';
import { fail, failOnErrors } from '../core/diagnostics/plexi-error.ts';
import type { Manifest } from '../core/manifest/schema.ts';
import type { PluginSource } from '../host/plugin-source.ts';
import { readInstalledPlugin } from '../host/read-installed-plugin.ts';
import type { Platform } from '../platform/platform.ts';
import { readKernels } from '../platform/read-kernels.ts';
import { checkKernels } from '../project/check-kernels.ts';
import { isFolder } from '../project/is-folder.ts';
import { readMarker } from '../registry/install-folder/install-marker.ts';
import { locateInstall, locatePlugin } from '../registry/install-folder/layout.ts';
import { readLockfile } from '../registry/install-folder/lockfile-file.ts';
import { examineArchive } from './examine-archive.ts';
import { loadAndBundle } from './load-and-bundle.ts';
import { openPacked } from './open-packed.ts';

/** A plugin that a host can load. */
export interface RunnablePlugin {
  readonly source: PluginSource;
  /** What was granted when it was installed. */
  readonly grants: readonly string[];
}

/** A plugin that a host can load, with everything that it needs. */
export interface RunnableTogether extends RunnablePlugin {
  /** What it depends on, also through others, as far as it is installed. */
  readonly needed: readonly RunnablePlugin[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Opens a plugin to run it: a packed file, an installed one by its name, or a folder. What it depends on is taken from
 * the installed plugins.
 *
 * @param plugin - `FILE.plx`, a name, or a folder.
 * @param to - The folder of installed plugins, relative to `platform.cwd`.
 * @throws {@link PlexiError} `PLX4177` when there is none; `PLX10xx` to `PLX13xx` for a folder, `PLX20xx`, `PLX3003` and `PLX3004` for a file.
 */
export async function openRunnable(plugin: string, to: string, platform: Platform): Promise<RunnableTogether> {
  const layout = locateInstall(resolve(platform.cwd, to));
  const installed = await readLockfile(layout);
  const openInstalled = async (name: string): Promise<RunnablePlugin | undefined> => {
    const locked = installed.get(name);
    return locked && { source: await readInstalledPlugin(locatePlugin(layout, name)), grants: locked.grants };
  };
  const path = resolve(platform.cwd, plugin);
  const opened = plugin.endsWith('.plx')
    ? await openArchived(path, platform)
    : ((await openInstalled(plugin)) ?? (isFolder(path) ? await openFolder(path, platform) : refuse(plugin, layout.root, installed.keys())));
  return { diagnostics: [], ...opened, needed: await openNeeded(opened.source, openInstalled) };
}

// What is missing or does not fit is for the host to say: it names the whole path.
async function openNeeded({ manifest }: PluginSource, open: (name: string) => Promise<RunnablePlugin | undefined>): Promise<readonly RunnablePlugin[]> {
  const found = new Map<string, RunnablePlugin>();
  const names = listDependencies(manifest);
  for (const name of names) {
    const plugin = name === manifest.name || found.has(name) ? undefined : await open(name);
    if (plugin === undefined) continue;
    found.set(name, plugin);
    names.push(...listDependencies(plugin.source.manifest));
  }
  return [...found.values()];
}

function listDependencies(manifest: Manifest): string[] {
  return createDependencyNode(manifest).dependencies.map(({ name }) => name);
}

type Opened = Omit<RunnableTogether, 'needed'>;

function refuse(plugin: string, folder: string, installed: Iterable<string>): never {
  const similar = findSimilar(plugin, installed);
  return fail('PLX4177', { plugin, folder, suggestion: similar === undefined ? 'name a folder, a .plx file or an installed plugin' : `did you mean "${similar}"?` });
}

// What was tampered with or revoked is not run. Who signed it is for `install` to ask: here it gets what `--grant` says.
async function openArchived(file: string, platform: Platform): Promise<Opened> {
  const { state, diagnostics } = await examineArchive({ file }, platform);
  if (state !== 'trusted' && state !== 'untrusted' && state !== 'unsigned') failOnErrors(diagnostics);
  const { plugin } = await openPacked(platform.cwd, file, platform);
  return { source: plugin.source, grants: [], diagnostics: diagnostics.map((diagnostic) => ({ ...diagnostic, severity: 'warning' })) };
}

async function openFolder(directory: string, platform: Platform): Promise<Opened> {
  // What was installed has no sources, only what was made of them.
  if ((await readMarker(directory)) !== undefined) return { source: await readInstalledPlugin(directory), grants: [], diagnostics: [] };
  const { plugin: loaded, bundling } = await loadAndBundle(directory, platform);
  failOnErrors(checkKernels(directory, loaded.manifest, loaded.document));
  const { code, sourceMap, diagnostics } = await bundling;
  const { manifest, settingsSchema } = loaded;
  const kernels = readKernels(directory, manifest);
  const source = { manifest, code, sourceMap, folder: directory, ...(kernels && { kernels }), ...(settingsSchema && { settingsSchema }) };
  return { source, grants: [], diagnostics: [...loaded.diagnostics, ...diagnostics] };
}

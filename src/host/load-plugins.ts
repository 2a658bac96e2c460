import { createDependencyGraph } from '../core/dependencies/dependency-graph.ts';
import { createDependencyNode } from '../core/dependencies/dependency-node.ts';
import { findPath } from '../core/dependencies/find-path.ts';
import { createDependantDiagnostic, planLoading } from '../core/dependencies/plan-loading.ts';
import { PlexiError } from '../core/diagnostics/plexi-error.ts';
import type { HostedPlugin, LoadReport, PluginToLoad } from './plugin-manager.ts';

/**
 * Loads plugins in the order of their dependencies. One that fails takes those with it that need it, and nobody else.
 *
 * @param present - What is there already, by name, with its version.
 * @param load - Loads one plugin.
 */
export async function loadPlugins(
  plugins: readonly PluginToLoad[],
  present: ReadonlyMap<string, string>,
  load: (plugin: PluginToLoad) => Promise<HostedPlugin>,
): Promise<LoadReport> {
  const nodes = plugins.map(({ source }) => createDependencyNode(source.manifest));
  const graph = createDependencyGraph(nodes);
  const { order, refused } = planLoading(nodes, present);
  const failed = new Map(refused);
  const broken = new Set<string>();
  const loaded: HostedPlugin[] = [];
  const byName = new Map(plugins.map((plugin) => [plugin.source.manifest.name, plugin]));
  for (const name of order) {
    const plugin = byName.get(name);
    if (plugin === undefined) continue;
    const path = findPath(name, graph.needsOf, (needed) => broken.has(needed));
    if (path !== undefined) {
      failed.set(name, [createDependantDiagnostic(path, graph)]);
      continue;
    }
    try {
      loaded.push(await load(plugin));
    } catch (error) {
      if (!(error instanceof PlexiError)) throw error;
      broken.add(name);
      failed.set(name, error.diagnostics);
    }
  }
  return { loaded, failed: [...failed].map(([plugin, diagnostics]) => ({ plugin, diagnostics })) };
}

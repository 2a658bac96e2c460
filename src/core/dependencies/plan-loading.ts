import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { createDiagnostic, fail } from '../diagnostics/plexi-error.ts';
import { createDependencyGraph, type DependencyGraph } from './dependency-graph.ts';
import { compareNodes, type DependencyNode } from './dependency-node.ts';
import { checkDependencies, formatNeed } from './check-dependencies.ts';
import { findPath } from './find-path.ts';
import { formatPath } from './format-path.ts';

/** Why a plugin cannot be loaded. */
export type Refusal = readonly [Diagnostic, ...Diagnostic[]];

/** Which plugins can be loaded, and in which order. */
export interface LoadPlan {
  /** Names, each after everything that it needs; else by priority, then by name. */
  readonly order: readonly string[];
  /** The plugins that cannot be loaded, and why, by name. */
  readonly refused: ReadonlyMap<string, Refusal>;
}

/**
 * Puts plugins into the order in which a host can load them. The same plugins always give the same plan, whatever
 * their order.
 *
 * An optional dependency is loaded first, too, unless that would close a circle.
 *
 * @param plugins - The plugins to load.
 * @param present - What is there already, by name: loaded plugins, and what the host itself provides.
 * @throws {@link PlexiError} `PLX4154` when two have the same name.
 */
export function planLoading(plugins: readonly DependencyNode[], present: ReadonlyMap<string, string> = new Map()): LoadPlan {
  const graph = createDependencyGraph(plugins, present);
  checkNames(plugins);
  const refused = spread(findFaults(graph), graph);
  const order = sortNodes(graph.nodes.filter(({ name }) => !refused.has(name)));
  return { order, refused };
}

function checkNames(plugins: readonly DependencyNode[]): void {
  const versions = new Map<string, string>();
  for (const { name, version } of plugins) {
    const first = versions.get(name);
    if (first !== undefined) fail('PLX4154', { plugin: name, first, second: version });
    versions.set(name, version);
  }
}

function findFaults(graph: DependencyGraph): ReadonlyMap<string, Refusal> {
  const faults = new Map<string, Refusal>();
  for (const node of graph.nodes) {
    const [first, ...rest] = checkDependencies(node, graph);
    if (first !== undefined) faults.set(node.name, [first, ...rest]);
  }
  return faults;
}

// Whoever needs a plugin that cannot be loaded cannot be loaded either.
function spread(faults: ReadonlyMap<string, Refusal>, graph: DependencyGraph): ReadonlyMap<string, Refusal> {
  const refused = new Map(faults);
  for (const { name } of graph.nodes) {
    if (refused.has(name)) continue;
    const path = findPath(name, graph.needsOf, (needed) => faults.has(needed));
    if (path !== undefined) refused.set(name, [createDependantDiagnostic(path, graph)]);
  }
  return refused;
}

/** Says that a plugin cannot be loaded because another cannot; the path leads from the one to the other. */
export function createDependantDiagnostic(path: readonly string[], graph: DependencyGraph): Diagnostic {
  const [plugin = '', needed = ''] = path;
  const cause = path.at(-1) ?? needed;
  return createDiagnostic('PLX4153', { plugin, needed: formatNeed(graph, plugin, needed), cause, path: formatPath(path) });
}

function sortNodes(nodes: readonly DependencyNode[]): readonly string[] {
  const waiting = [...nodes].sort(compareNodes);
  const names = new Set(waiting.map(({ name }) => name));
  const isFree = ({ dependencies }: DependencyNode): boolean => dependencies.every(({ name }) => !names.has(name));
  const hasNeeds = ({ dependencies }: DependencyNode): boolean => dependencies.every(({ name, isOptional }) => isOptional || !names.has(name));
  const order: string[] = [];
  while (waiting.length > 0) {
    // Where nothing is free, only circles through optional dependencies are left.
    const next = waiting.find(isFree) ?? waiting.find(hasNeeds);
    if (next === undefined) throw new Error('plugins that need each other were to be refused');
    waiting.splice(waiting.indexOf(next), 1);
    names.delete(next.name);
    order.push(next.name);
  }
  return order;
}

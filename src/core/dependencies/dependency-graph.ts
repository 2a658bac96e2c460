import { compareNodes, type DependencyNode } from './dependency-node.ts';

/** Who needs whom. Optional dependencies are no needs. */
export interface DependencyGraph {
  /** By priority, then by name. */
  readonly nodes: readonly DependencyNode[];
  /** The version of a plugin that is there or will be; `undefined` when it is not. */
  readonly versionOf: (name: string) => string | undefined;
  readonly find: (name: string) => DependencyNode | undefined;
  /** What a plugin cannot do without, of the nodes only. */
  readonly needsOf: (name: string) => readonly string[];
  /** Which nodes cannot do without a plugin. */
  readonly dependantsOf: (name: string) => readonly string[];
}

/**
 * Makes a graph.
 *
 * @param present - What is there besides, by name, with its version.
 */
export function createDependencyGraph(plugins: readonly DependencyNode[], present: ReadonlyMap<string, string> = new Map()): DependencyGraph {
  const nodes = [...plugins].sort(compareNodes);
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const needs = new Map(nodes.map((node) => [node.name, listNeeds(node).filter((name) => byName.has(name))]));
  const dependants = new Map(nodes.map(({ name }): [string, string[]] => [name, []]));
  for (const [name, needed] of needs) for (const each of needed) dependants.get(each)?.push(name);
  return {
    nodes,
    versionOf: (name) => byName.get(name)?.version ?? present.get(name),
    find: (name) => byName.get(name),
    needsOf: (name) => needs.get(name) ?? [],
    dependantsOf: (name) => dependants.get(name) ?? [],
  };
}

function listNeeds({ dependencies }: DependencyNode): readonly string[] {
  return dependencies.filter(({ isOptional }) => !isOptional).map(({ name }) => name);
}

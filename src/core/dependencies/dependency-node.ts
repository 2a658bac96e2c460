import type { Manifest } from '../manifest/schema.ts';
import { parseDependencies, type PluginDependency } from './parse-dependency.ts';

/** A need for another plugin. */
export interface Dependency extends PluginDependency {
  /** May be absent; where it is there, its version must fit. */
  readonly isOptional: boolean;
}

/** A plugin, as far as others depend on it or it depends on others. */
export interface DependencyNode {
  readonly name: string;
  readonly version: string;
  /** Lower numbers come first. */
  readonly priority: number;
  readonly dependencies: readonly Dependency[];
}

/** The priority of plugins that name none, as the manifest schema says. */
export const DEFAULT_PRIORITY = 100;

/** Reads off a manifest what concerns dependencies. What is needed as well as optional is needed. */
export function createDependencyNode(manifest: Pick<Manifest, 'name' | 'version' | 'priority' | 'dependencies' | 'optional_dependencies'>): DependencyNode {
  const { name, version, priority = DEFAULT_PRIORITY, dependencies, optional_dependencies: optional } = manifest;
  const needed = read(dependencies, false);
  const names = new Set(needed.map((each) => each.name));
  return { name, version, priority, dependencies: [...needed, ...read(optional, true).filter((each) => !names.has(each.name))] };
}

function read(written: Manifest['dependencies'], isOptional: boolean): readonly Dependency[] {
  return parseDependencies(written).map(({ name, range }) => ({ name, range, isOptional }));
}

/** Orders plugins: by priority, then by name. */
export function compareNodes(a: DependencyNode, b: DependencyNode): number {
  return a.priority - b.priority || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}

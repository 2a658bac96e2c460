import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { createDiagnostic } from '../diagnostics/plexi-error.ts';
import { findSimilar } from '../diagnostics/find-similar.ts';
import { parseHostRange, parseHostVersion } from '../manifest/host-version.ts';
import type { DependencyGraph } from './dependency-graph.ts';
import type { Dependency, DependencyNode } from './dependency-node.ts';
import { findPath } from './find-path.ts';
import { formatPath } from './format-path.ts';
import { adviseOnConflict } from './advise-on-conflict.ts';

/** Says what a plugin needs and does not get: what is missing, what has another version, and circles. */
export function checkDependencies(node: DependencyNode, graph: DependencyGraph): readonly Diagnostic[] {
  const found = node.dependencies.map((dependency) => checkDependency(node, dependency, graph));
  return [...found, checkCircle(node, graph)].filter((diagnostic) => diagnostic !== undefined);
}

/**
 * Says what would be wrong if a plugin were there in the place of another version of itself: with what it needs, and with
 * what others ask for of it.
 */
export function checkReplacement(node: DependencyNode, graph: DependencyGraph): readonly Diagnostic[] {
  const others = graph.nodes.flatMap((other) => other.dependencies.filter(({ name }) => name === node.name).map((dependency) => checkDependency(other, dependency, graph)));
  return [...checkDependencies(node, graph), ...others.filter((diagnostic) => diagnostic !== undefined)];
}

function checkDependency({ name: plugin }: DependencyNode, dependency: Dependency, graph: DependencyGraph): Diagnostic | undefined {
  const { name, range, isOptional } = dependency;
  const version = graph.versionOf(name);
  const path = (): string => formatPath([...findUser(plugin, graph), name]);
  if (version === undefined) {
    if (isOptional) return undefined;
    const similar = findSimilar(name, graph.nodes.map((node) => node.name).filter((each) => each !== plugin));
    const suggestion = similar === undefined ? '' : `; did you mean "${similar}"?`;
    return createDiagnostic('PLX4150', { plugin, needed: formatDependency(dependency), dependency: name, path: path(), suggestion });
  }
  if (coversVersion(range, version)) return undefined;
  return createDiagnostic('PLX4151', { plugin, needed: formatDependency(dependency), dependency: name, version, path: path(), advice: adviseOnConflict(name, graph) });
}

function checkCircle({ name }: DependencyNode, { needsOf }: DependencyGraph): Diagnostic | undefined {
  const circle = findPath(name, needsOf, (each) => each === name);
  return circle && createDiagnostic('PLX4152', { plugin: name, path: formatPath(circle) });
}

// From a plugin that nobody needs, down to this one: the person knows why it is to be loaded at all.
function findUser(name: string, { dependantsOf }: DependencyGraph): readonly string[] {
  const isTop = (each: string): boolean => dependantsOf(each).length === 0;
  return (isTop(name) ? undefined : findPath(name, dependantsOf, isTop))?.toReversed() ?? [name];
}

// Ranges and versions of either scheme; a pre-release that is there may be meant.
function coversVersion(range: string, version: string): boolean {
  const parsed = parseHostVersion(version);
  return parsed !== undefined && parseHostRange(range)?.(parsed) === true;
}

/** Shows what a plugin asks for of another: `maps`, or `maps@^1.0.0`. */
export function formatNeed({ find }: DependencyGraph, plugin: string, needed: string): string {
  const dependency = find(plugin)?.dependencies.find(({ name }) => name === needed);
  return dependency === undefined ? needed : formatDependency(dependency);
}

function formatDependency({ name, range }: Dependency): string {
  return range === '*' ? name : `${name}@${range}`;
}

import { checkDependencies, checkReplacement } from '../core/dependencies/check-dependencies.ts';
import { createDependencyGraph, type DependencyGraph } from '../core/dependencies/dependency-graph.ts';
import { createDependencyNode } from '../core/dependencies/dependency-node.ts';
import { listDependants, listNeeded } from '../core/dependencies/list-dependants.ts';
import { fail, failOnErrors } from '../core/diagnostics/plexi-error.ts';
import type { Manifest } from '../core/manifest/schema.ts';
import type { PluginState } from './lifecycle.ts';
import type { PluginSlot } from './plugin-slot.ts';

/** What the plugins of a host need of one another. */
export interface PluginDependencies {
  /** What is there, by name, with its version: loaded plugins, and what the host provides. */
  listPresent(): ReadonlyMap<string, string>;
  /** @throws {@link PlexiError} `PLX4150`, `PLX4151` or `PLX4152`, all that are wrong. */
  checkLoad(manifest: Manifest): void;
  /** @throws {@link PlexiError} as `checkLoad` does, also for plugins that need another version than this one. */
  checkReload(manifest: Manifest): void;
  /** The plugins that must be unloaded before this one. @throws {@link PlexiError} `PLX4155` where there are any, without `cascade`. */
  listBeforeUnload(name: string, cascade: boolean): readonly string[];
  /** The plugins that must be disabled before this one. @throws {@link PlexiError} as `listBeforeUnload` does. */
  listBeforeDisable(name: string, cascade: boolean): readonly string[];
  /** The plugins that must be enabled before this one. @throws {@link PlexiError} `PLX4156` where there are any, without `cascade`. */
  listBeforeEnable(name: string, cascade: boolean): readonly string[];
}

// A plugin that is only about to be there, or will never be again, is no help to others.
const ABSENT: ReadonlySet<PluginState> = new Set(['unloaded', 'loading', 'unloading', 'failed']);

/** Makes a view of the dependencies of a host, as they are whenever it is asked. */
export function createPluginDependencies(slots: ReadonlyMap<string, PluginSlot>, provided: Readonly<Record<string, string>>): PluginDependencies {
  const listManifests = (): readonly Manifest[] =>
    [...slots.values()].filter(({ version }) => !ABSENT.has(version.runner.state)).map(({ version }) => version.source.manifest);
  const createGraph = (manifests: readonly Manifest[]): DependencyGraph =>
    createDependencyGraph(manifests.map(createDependencyNode), new Map(Object.entries(provided)));
  const graphWith = (manifest: Manifest): DependencyGraph => createGraph([...listManifests().filter(({ name }) => name !== manifest.name), manifest]);
  const isWanted = (name: string): boolean => slots.get(name)?.version.runner.isWanted === true;

  function listDependantsToEnd(name: string, done: string, cascade: boolean, isConcerned: (name: string) => boolean): readonly string[] {
    const dependants = listDependants(name, createGraph(listManifests())).filter(isConcerned);
    if (dependants.length > 0 && !cascade) fail('PLX4155', { plugin: name, done, dependants: dependants.join(', ') });
    return dependants;
  }

  return {
    listPresent: () => new Map([...Object.entries(provided), ...listManifests().map(({ name, version }) => [name, version] as const)]),
    checkLoad(manifest) {
      failOnErrors(checkDependencies(createDependencyNode(manifest), graphWith(manifest)));
    },
    checkReload(manifest) {
      failOnErrors(checkReplacement(createDependencyNode(manifest), graphWith(manifest)));
    },
    listBeforeUnload: (name, cascade) => listDependantsToEnd(name, 'unloaded', cascade, () => true),
    listBeforeDisable: (name, cascade) => listDependantsToEnd(name, 'disabled', cascade, isWanted),
    listBeforeEnable(name, cascade) {
      const needed = listNeeded(name, createGraph(listManifests())).filter((each) => !isWanted(each));
      if (needed.length > 0 && !cascade) fail('PLX4156', { plugin: name, needed: needed.join(', ') });
      return needed;
    },
  };
}

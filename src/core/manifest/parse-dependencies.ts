import type { Manifest } from './schema.ts';

/** Another plugin that a plugin needs. */
export interface PluginDependency {
  readonly name: string;
  /** A range of semantic versions; `*` for every version. */
  readonly range: string;
}

/** The plugins that a valid manifest depends on. */
export function parseDependencies({ dependencies = [] }: Pick<Manifest, 'dependencies'>): readonly PluginDependency[] {
  if (isList(dependencies)) return dependencies.map(parseDependency);
  return Object.entries(dependencies).map(([name, range]) => ({ name, range }));
}

/** Reads `core_system`, or `core_system@^1.2.0`. */
export function parseDependency(text: string): PluginDependency {
  const [name = '', range = '*'] = text.split(/@(.*)/s);
  return { name, range };
}

// TypeScript does not narrow a readonly list by Array.isArray.
function isList(dependencies: NonNullable<Manifest['dependencies']>): dependencies is readonly string[] {
  return Array.isArray(dependencies);
}

import type { Manifest } from '../manifest/schema.ts';

/** Another plugin that a plugin needs. */
export interface PluginDependency {
  readonly name: string;
  /** A range of versions; `*` for every version. */
  readonly range: string;
}

/** A list of names and ranges, or an object of them, as manifests write it. */
export type WrittenDependencies = Manifest['dependencies'];

/** Reads `core_system`, or `core_system@^1.2.0`. */
export function parseDependency(text: string): PluginDependency {
  const [name = '', range = '*'] = text.split(/@(.*)/s);
  return { name, range };
}

/** Reads dependencies, in the order in which they are written; each with its place below the field. */
export function parseDependencies(written: WrittenDependencies): readonly (PluginDependency & { readonly key: string | number })[] {
  if (Array.isArray(written)) return (written as readonly string[]).map((text, key) => ({ ...parseDependency(text), key }));
  return Object.entries(written ?? {}).map(([name, range]) => ({ name, range, key: name }));
}

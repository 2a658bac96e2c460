/** Another plugin that a plugin needs. */
export interface PluginDependency {
  readonly name: string;
  /** A range of semantic versions; `*` for every version. */
  readonly range: string;
}

/** Reads `core_system`, or `core_system@^1.2.0`. */
export function parseDependency(text: string): PluginDependency {
  const [name = '', range = '*'] = text.split(/@(.*)/s);
  return { name, range };
}

import { findSimilar } from '../core/diagnostics/find-similar.ts';
import { fail } from '../core/diagnostics/plexi-error.ts';
import type { PluginRecord } from '../core/registry/plugin-record.ts';
import type { RegistryClient } from '../registry/registry-client.ts';

/**
 * Finds a plugin in a registry by its name.
 *
 * @throws {@link PlexiError} `PLX5005` when there is none, with a name that is near.
 */
export async function findPlugin(registry: RegistryClient, name: string): Promise<PluginRecord> {
  const plugin = await registry.readPlugin(name);
  if (plugin !== undefined) return plugin;
  const similar = findSimilar(name, await registry.listNames());
  const suggestion = similar === undefined ? 'search by words: plexi-plugin search WORDS' : `did you mean "${similar}"?`;
  return fail('PLX5005', { location: registry.location, name, suggestion });
}

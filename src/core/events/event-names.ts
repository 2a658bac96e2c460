import { findSimilar } from '../diagnostics/find-similar.ts';
import { parseDependencies } from '../dependencies/parse-dependency.ts';
import type { Manifest } from '../manifest/schema.ts';
import { HOST_EVENTS } from '../permissions/methods.ts';

/** What the host tells about plugins: anybody may hear it. */
export const PLUGIN_EVENTS = ['plugin.loaded', 'plugin.enabled', 'plugin.disabled', 'plugin.unloaded', 'plugin.failed'] as const;

/** The last part of an event's name, as plugins and host programs choose it. */
export const EVENT_WORDS = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/i;

/** The other plugins that a plugin tells of in its manifest: only with them it has to do. */
export function listPartners({ dependencies, optional_dependencies: optional }: Pick<Manifest, 'dependencies' | 'optional_dependencies'>): ReadonlySet<string> {
  return new Set([...parseDependencies(dependencies), ...parseDependencies(optional)].map(({ name }) => name));
}

/** Why a plugin cannot listen to an event: a sentence; `undefined` when it can. */
export function checkEventName(event: string, partners: ReadonlySet<string>): string | undefined {
  const colon = event.indexOf(':');
  if (colon >= 0) {
    const source = event.slice(0, colon);
    return partners.has(source) ? undefined : `"${source}" is not among the dependencies of its manifest`;
  }
  if (event.startsWith('host.') && EVENT_WORDS.test(event)) return undefined;
  const known = [...Object.keys(HOST_EVENTS), ...PLUGIN_EVENTS];
  if (known.includes(event)) return undefined;
  const similar = findSimilar(event, known);
  return similar === undefined ? 'there is no such event' : `there is no such event; did you mean "${similar}"?`;
}

import { fail } from '../../core/diagnostics/plexi-error.ts';
import { checkEventName, listPartners } from '../../core/events/event-names.ts';
import type { Manifest } from '../../core/manifest/schema.ts';
import type { PermissionName } from '../../core/permissions/catalog.ts';
import { findEventPermission } from '../../core/permissions/methods.ts';
import type { SandboxEntry } from '../../sandbox/engine.ts';
import { createDenial, type Denial } from '../denials.ts';
import { EVENT } from './event-type.ts';

/**
 * Makes sure that a plugin listens to events that exist and that it may know of.
 *
 * @throws {@link PlexiError} `PLX4161` when it does not.
 */
export function checkEvents(manifest: Manifest, entries: readonly SandboxEntry[]): void {
  const partners = listPartners(manifest);
  for (const { event } of listListened(entries)) {
    const problem = checkEventName(event, partners);
    if (problem !== undefined) fail('PLX4161', { plugin: manifest.name, event, problem });
  }
}

/** The events to which a plugin listens in vain, because it lacks the permission to hear them. */
export function listUnheard(plugin: string, entries: readonly SandboxEntry[], { requested, allowed }: Readonly<Record<'requested' | 'allowed', ReadonlySet<PermissionName>>>): readonly Denial[] {
  return listListened(entries).flatMap(({ entry, event }) => {
    const permission = findEventPermission(event);
    if (permission === undefined || allowed.has(permission)) return [];
    const denial = createDenial({ plugin, permission, method: event, declared: requested.has(permission) });
    return [{ ...denial, location: { file: entry.replace(/:[^:/\\]+$/, '') } }];
  });
}

function listListened(entries: readonly SandboxEntry[]): readonly { readonly entry: string; readonly event: string }[] {
  return entries.flatMap(({ entry, contributions }) =>
    contributions.flatMap(({ type, options }) => (type === EVENT ? [{ entry, event: (options as { readonly event: string }).event }] : [])));
}

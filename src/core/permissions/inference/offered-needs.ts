import type { PermissionName } from '../catalog.ts';
import { findContributionPermission, findEventPermission, findHookPermission, listServicePermissions } from '../methods.ts';

/** One entry point, as its bundle has registered it. */
export interface OfferingEntry {
  /** As the manifest names it. */
  readonly entry: string;
  readonly hooks: readonly string[];
  readonly contributions: readonly { readonly type: string; readonly name: string; readonly options: unknown }[];
}

/** Something that a plugin offers to its host, and that is of no use without a permission. */
export interface OfferedNeed {
  readonly what: string;
  readonly kind: 'hook' | 'offer';
  readonly permissions: readonly [PermissionName];
  /** The file of the entry point. */
  readonly file: string;
  /** Words that stand where it is written. */
  readonly names: readonly string[];
}

// What a kind offers because of a method of its class.
const HOOKS: Readonly<Record<string, readonly string[]>> = {
  media: ['processAudio', 'processVideo'],
  middleware: ['beforeRequest', 'afterResponse'],
  'message-check': ['checkMessage'],
  'request-check': ['checkRequest'],
};

/** Lists what of a plugin needs a permission to be called at all. */
export function listOfferedNeeds(entries: readonly OfferingEntry[]): readonly OfferedNeed[] {
  return entries.flatMap(({ entry, hooks, contributions }) => {
    const file = entry.replace(/:[^:/\\]+$/, '');
    return [
      ...hooks.flatMap((hook) => createNeed({ what: hook, kind: 'hook', file, names: [hook] }, findHookPermission(hook))),
      ...contributions.flatMap(({ type, name, options }) => {
        const event = type === 'event' ? readEvent(options) : undefined;
        if (event !== undefined) return createNeed({ what: `the handler of "${event}"`, kind: 'offer', file, names: [event] }, findEventPermission(event));
        return createNeed({ what: `the ${type} "${name}"`, kind: 'offer', file, names: [...(HOOKS[type] ?? []), ...name.split(' ')] }, findContributionPermission(type));
      }),
    ];
  });
}

/** The permissions of the services that a plugin says it works with. */
export function listDeclaredServices(entries: readonly OfferingEntry[]): readonly PermissionName[] {
  const contributions = entries.flatMap((entry) => entry.contributions);
  return contributions.flatMap(({ type, name }) => (type === 'service' ? listServicePermissions(name) : []));
}

function createNeed(need: Omit<OfferedNeed, 'permissions'>, permission: PermissionName | undefined): readonly OfferedNeed[] {
  return permission === undefined ? [] : [{ ...need, permissions: [permission] }];
}

function readEvent(options: unknown): string | undefined {
  const event = (options as { readonly event?: unknown } | null)?.event;
  return typeof event === 'string' ? event : undefined;
}

import { findSimilar } from '../diagnostics/find-similar.ts';
import { fail } from '../diagnostics/plexi-error.ts';
import { isPermissionName, PERMISSIONS } from '../permissions/catalog.ts';
import { normalizePermission } from '../permissions/parse-permissions.ts';
import type { PermissionRequest } from './permission-request.ts';

/**
 * A decision to allow something, as a lockfile keeps it: `messages.read`, or `external.api:api.example.com` for one
 * host of a permission that is narrowed to hosts.
 */
export type Grant = string;

/** The grants that a plugin needs for everything it asks for, sorted. */
export function listNeededGrants(requested: readonly PermissionRequest[]): readonly Grant[] {
  const grants = requested.flatMap(({ permission, hosts }) =>
    hosts === undefined ? [permission] : hosts.map((host) => `${permission}:${host}`),
  );
  return [...new Set(grants)].sort();
}

/** What `--grant` says. */
export interface GrantFlag {
  /** Everything that the plugin asks for without a choice. */
  readonly all: boolean;
  readonly grants: readonly Grant[];
}

/**
 * Parses `--grant all`, or a list such as `messages.read,external.api`.
 *
 * @throws {@link PlexiError} `PLX0003` when a permission does not exist.
 */
export function parseGrantFlag(text: string): GrantFlag {
  const words = text.split(',').map((word) => word.trim()).filter((word) => word !== '');
  return { all: words.includes('all'), grants: words.filter((word) => word !== 'all').map(parseGrant) };
}

function parseGrant(word: string): Grant {
  if (isPermissionName(permissionOf(word))) return word;
  const name = normalizePermission(word);
  if (isPermissionName(name)) return name;
  const similar = findSimilar(word, Object.keys(PERMISSIONS));
  const question = similar === undefined ? '' : ` (did you mean ${similar}?)`;
  fail('PLX0003', { flag: '--grant', value: word, expected: `all, or permissions${question}`, command: 'install' });
}

/** The permission that a grant is of. */
export function permissionOf(grant: Grant): string {
  return grant.split(':', 1)[0] ?? grant;
}

/** Whether a grant is among those given: a permission that was granted as a whole covers its hosts. */
export function coversGrant(given: readonly Grant[], needed: Grant): boolean {
  return given.includes(needed) || given.includes(permissionOf(needed));
}

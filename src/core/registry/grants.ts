import { findSimilar } from '../diagnostics/find-similar.ts';
import { fail } from '../diagnostics/plexi-error.ts';
import { isPermissionName, PERMISSIONS } from '../permissions/catalog.ts';
import { normalizePermission } from '../permissions/parse-permissions.ts';
import type { PermissionRequest } from './permission-request.ts';

/**
 * A decision to allow something, as a lockfile keeps it: `messages.read`, `external.api:api.example.com` for one host of a
 * permission that is narrowed to hosts, `external.api:GET+HEAD:api.example.com` where it is narrowed to methods, too.
 */
export type Grant = string;

/** The grants that a plugin needs for everything it asks for, sorted. */
export function listNeededGrants(requested: readonly PermissionRequest[]): readonly Grant[] {
  const grants = requested.flatMap(({ permission, hosts, methods }) => {
    const narrowed = [permission, ...(methods ? [[...methods].sort().join('+')] : [])].join(':');
    return hosts === undefined ? [narrowed] : hosts.map((host) => `${narrowed}:${host}`);
  });
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

/** What a grant is narrowed to. */
export interface GrantParts {
  readonly permission: string;
  readonly methods?: readonly string[];
  readonly host?: string;
}

/** Takes a grant apart. */
export function readGrant(grant: Grant): GrantParts {
  const permission = permissionOf(grant);
  // Methods are in capitals, and hosts are not.
  const rest = grant.slice(permission.length);
  const parts = /^(?::([A-Z]+(?:\+[A-Z]+)*))?(?::(.+))?$/.exec(rest);
  const methods = parts?.[1];
  const host = parts === null ? rest : parts[2];
  return { permission, ...(methods !== undefined && { methods: methods.split('+') }), ...(host !== undefined && { host }) };
}

/** Whether a grant is among those given: one that is not narrowed covers every host and every method. */
export function coversGrant(given: readonly Grant[], needed: Grant): boolean {
  const wanted = readGrant(needed);
  return given.map(readGrant).some(({ permission, methods, host }) =>
    permission === wanted.permission &&
    (host === undefined || host === wanted.host) &&
    (methods === undefined || wanted.methods?.every((method) => methods.includes(method)) === true));
}

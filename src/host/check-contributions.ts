import type { RuntimeContribution } from '../../sdk/runtime-interface.ts';
import { findSimilar } from '../core/diagnostics/find-similar.ts';
import { fail } from '../core/diagnostics/plexi-error.ts';
import type { Manifest } from '../core/manifest/schema.ts';
import { PERMISSIONS } from '../core/permissions/catalog.ts';
import { findContributionPermission } from '../core/permissions/methods.ts';
import type { PermissionName } from '../core/permissions/catalog.ts';
import type { SandboxEntry } from '../sandbox/engine.ts';
import { createDenial, type Denial } from './denials.ts';
import { parseContribution, type ContributionType } from './extension-points/contribution.ts';
import { CONTRIBUTION_TYPES } from './extension-points/contribution-types.ts';
import { listDefined } from './extension-points/own-permissions.ts';
import { refuseSchema } from './extension-points/parameter-checks.ts';
import { userPermissionType } from './extension-points/user-permission-type.ts';

/**
 * Makes sure that what a plugin contributes can be used.
 *
 * @throws {@link PlexiError} `PLX4302` when something cannot; `PLX4300` when it asks users for a permission that nobody knows.
 */
export async function checkContributions(manifest: Manifest, entries: readonly SandboxEntry[]): Promise<void> {
  const permissions = [...listDefined(manifest), ...Object.keys(PERMISSIONS)];
  for (const { contributions } of entries) {
    for (const contribution of contributions) await checkContribution(manifest.name, contribution, permissions);
  }
}

async function checkContribution(plugin: string, contribution: RuntimeContribution, permissions: readonly string[]): Promise<void> {
  const { type, name } = contribution;
  const expected = CONTRIBUTION_TYPES.find((each) => each.type === type);
  if (expected === undefined) return;
  const options = parseContribution(plugin, contribution, expected);
  const unknown = expected.permissions?.(options, name).find((each) => !permissions.includes(each));
  if (unknown !== undefined) fail('PLX4300', { what: type === userPermissionType.type ? 'the code' : `the ${type} "${name}"`, plugin, permission: unknown, suggestion: suggest(unknown, permissions) });
  const problem = expected.check?.(options, name) ?? (await findSchemaProblem(expected, options));
  if (problem !== undefined) fail('PLX4302', { type, name, plugin, problem });
}

function suggest(permission: string, known: readonly string[]): string {
  const similar = findSimilar(permission, known);
  return similar === undefined ? '' : `; did you mean "${similar}"?`;
}

async function findSchemaProblem<Options>(expected: ContributionType<Options>, options: Options): Promise<string | undefined> {
  const objects = expected.schemas?.(options) ?? [];
  if (objects.some(({ type }) => type !== 'object')) return 'its schema must have the type "object"';
  const problems = await Promise.all([...objects, ...(expected.values?.(options) ?? [])].map(refuseSchema));
  return problems.find((problem) => problem !== undefined);
}

/** What a plugin offers in vain, because it lacks the permission to: one denial for each type in each entry point. */
export function listUnusable(plugin: string, entries: readonly SandboxEntry[], { requested, allowed }: Readonly<Record<'requested' | 'allowed', ReadonlySet<PermissionName>>>): readonly Denial[] {
  return entries.flatMap(({ entry, contributions }) =>
    [...new Set(contributions.map(({ type }) => type))].flatMap((type) => {
      const permission = findContributionPermission(type);
      if (permission === undefined || allowed.has(permission)) return [];
      const denial = createDenial({ plugin, permission, method: `offering a ${type}`, declared: requested.has(permission) });
      return [{ ...denial, location: { file: entry.replace(/:[^:/\\]+$/, '') } }];
    }));
}

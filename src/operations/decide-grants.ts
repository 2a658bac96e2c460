import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic, PlexiError } from '../core/diagnostics/plexi-error.ts';
import { describePermissions, renderPermission, type DescribedPermission } from '../core/registry/describe-permissions.ts';
import { coversGrant, parseGrantFlag, permissionOf, type Grant } from '../core/registry/grants.ts';
import type { PermissionRequest } from '../core/registry/permission-request.ts';
import type { Platform } from '../platform/platform.ts';

/** What a version asks for, and what was granted before it was looked at. */
export interface GrantQuestion {
  readonly name: string;
  readonly version: string;
  readonly requests: readonly PermissionRequest[];
  /** What the lockfile has from an earlier install. */
  readonly before: readonly Grant[];
  /** `--grant`. */
  readonly flag: string | undefined;
}

/** What the person decided. */
export interface GrantDecision {
  /** Sorted. */
  readonly grants: readonly Grant[];
  /** What was granted. */
  readonly permissions: readonly DescribedPermission[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Decides what a plugin is granted: what was granted before, what `--grant` says, and what the person answers.
 *
 * @throws {@link PlexiError} `PLX5019` with everything that is missing when nobody answers, or the answer is no.
 */
export async function decideGrants(question: GrantQuestion, platform: Platform): Promise<GrantDecision> {
  const { name, version, before } = question;
  const flag = parseGrantFlag(question.flag ?? '');
  const permissions = describePermissions(question.requests);
  const given = [...before, ...flag.grants];
  const isGiven = ({ grant }: DescribedPermission): boolean => coversGrant(given, grant);
  // Whoever grants one host of an optional permission decides about all of them: hosts know no half of a permission.
  const named = new Set(permissions.filter(isGiven).map(({ grant }) => permissionOf(grant)));
  const wanted = permissions.filter(({ grant, isOptional }) => isOptional !== true || named.has(permissionOf(grant)));
  const missing = flag.all ? [] : wanted.filter((permission) => !isGiven(permission));
  const declined = platform.interactive ? await askForGrants(name, missing, platform) : missing;
  if (declined.length > 0) refuse(question, declined);
  const asked = new Set(permissions.map(({ grant }) => permissionOf(grant)));
  const unasked = flag.grants.filter((grant) => !asked.has(permissionOf(grant)));
  return {
    grants: wanted.map(({ grant }) => grant).sort(),
    permissions: wanted,
    diagnostics: unasked.map((permission) => createDiagnostic('PLX5020', { name, version, permission })),
  };
}

/** Asks for one permission after the other; answers those that were declined. */
async function askForGrants(name: string, missing: readonly DescribedPermission[], platform: Platform): Promise<readonly DescribedPermission[]> {
  const declined: DescribedPermission[] = [];
  for (const permission of missing) {
    const message = `Grant "${name}" this permission?\n  ${renderPermission(permission).join('\n  ')}\n `;
    if (!(await platform.prompts.confirm({ message, default: false }))) declined.push(permission);
  }
  return declined;
}

function refuse({ name, version, before, flag }: GrantQuestion, missing: readonly DescribedPermission[]): never {
  const grants = missing.map(({ grant }) => grant);
  const given = flag?.split(',').filter((word) => word.trim() !== '') ?? [];
  const diagnostic = createDiagnostic('PLX5019', {
    name,
    version,
    missing: grants.join(', '),
    flag: `--grant ${[...new Set([...given, ...grants])].filter((grant) => !before.includes(grant)).join(',')}`,
  });
  throw new PlexiError([{ ...diagnostic, details: missing.flatMap(renderPermission) }]);
}

import { escapeText } from '../diagnostics/escape-text.ts';
import { isPermissionName, PERMISSIONS, type PermissionRisk } from '../permissions/catalog.ts';
import { listNeededGrants, readGrant, type Grant } from './grants.ts';
import type { PermissionRequest } from './permission-request.ts';

/** One thing a plugin asks to be allowed, in words for the person who decides. */
export interface DescribedPermission {
  readonly grant: Grant;
  readonly title: string;
  readonly consequence: string;
  readonly risk: PermissionRisk;
  /** The author's reason. */
  readonly reason?: string;
  /** Whether the plugin can do without it, and asks for it while it runs. */
  readonly isOptional?: true;
}

/** Describes what a plugin asks for, one item per grant it needs. */
export function describePermissions(requests: readonly PermissionRequest[]): readonly DescribedPermission[] {
  const isOptional = ({ isOptional }: PermissionRequest): boolean => isOptional === true;
  return [...describeAll(requests.filter((request) => !isOptional(request))), ...describeAll(requests.filter(isOptional)).map((described) => ({ ...described, isOptional: true as const }))];
}

function describeAll(requests: readonly PermissionRequest[]): readonly DescribedPermission[] {
  return listNeededGrants(requests).map((grant) => {
    const { permission, methods, host } = readGrant(grant);
    const reason = requests.find((request) => request.permission === permission && request.reason !== undefined)?.reason;
    // A registry may speak of permissions that a later plexi-plugin knows.
    const known = isPermissionName(permission) ? PERMISSIONS[permission] : UNKNOWN;
    return { grant, ...known, title: [known.title, ...(host === undefined ? [] : [`: ${host}`]), ...(methods ? [` (${methods.join(', ')})`] : [])].join(''), ...(reason !== undefined && { reason }) };
  });
}

const UNKNOWN = {
  title: 'Unknown',
  consequence: 'This version of plexi-plugin does not know what it allows.',
  risk: 'critical',
} as const;

/** Renders one item, line by line, with everything from outside made safe to print. */
export function renderPermission({ grant, title, consequence, risk, reason, isOptional }: DescribedPermission): readonly string[] {
  const because = reason === undefined ? [] : [`    The author says: ${escapeText(reason)}`];
  return [`${escapeText(grant)} — ${escapeText(title)} (${risk} risk${isOptional === true ? '; optional: it asks when it needs it' : ''})`, `    ${consequence}`, ...because];
}

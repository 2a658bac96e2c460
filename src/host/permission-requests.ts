import type { Manifest } from '../core/manifest/schema.ts';
import { PERMISSIONS, type PermissionDescription, type PermissionName } from '../core/permissions/catalog.ts';
import { formatHostPattern } from '../core/permissions/host-pattern.ts';
import { normalizePermission, parsePermissions, type RequestedPermission } from '../core/permissions/parse-permissions.ts';
import { HostCallError } from '../sandbox/engine.ts';

/** What a plugin asks a person for while it runs, with what the person needs to know. */
export interface PermissionQuestion extends PermissionDescription {
  readonly plugin: string;
  readonly permission: PermissionName;
  /** The only hosts that `external.api` is asked for; absent means every public one. */
  readonly hosts?: readonly string[];
  /** The only methods that it is asked for; absent means all. */
  readonly methods?: readonly string[];
  /** The author's reason. It is the author's text: escape it before it is printed. */
  readonly reason?: string;
}

/** Asks a person for a permission. @returns Whether it is granted. */
export type AskForPermission = (question: PermissionQuestion) => boolean | Promise<boolean>;

/** What answering a plugin's requests takes. */
export interface PermissionRequestsOptions {
  readonly manifest: Manifest;
  /** What the plugin may do at this moment. */
  readonly allowed: ReadonlySet<PermissionName>;
  readonly ask: AskForPermission;
  readonly grant: (permission: PermissionName) => void;
}

/** Asks for one permission. @throws {@link HostCallError} `NOT_DECLARED` when the manifest does not name it. */
export type RequestPermission = (permission: string) => Promise<boolean>;

/**
 * Makes the requests of one sandbox. A person is asked once for each permission: what they have said, or taken back, holds
 * until the plugin is started again.
 */
export function createPermissionRequests({ manifest, allowed, ask, grant }: PermissionRequestsOptions): RequestPermission {
  const requested = parsePermissions(manifest);
  const asked = new Map<PermissionName, Promise<void>>();

  async function askOnce(request: RequestedPermission): Promise<void> {
    if (await ask(describe(manifest.name, request))) grant(request.permission);
  }

  return async (text) => {
    const name = normalizePermission(text);
    const request = requested.find(({ permission }) => permission === name);
    if (request === undefined) throw new HostCallError('NOT_DECLARED', `"${manifest.name}" may not ask for "${name}": name it among the optional_permissions of the manifest`, { permission: name });
    const { permission, isOptional } = request;
    // Whoever installed the plugin has decided about the others.
    if (!allowed.has(permission) && isOptional) {
      const answer = asked.get(permission) ?? askOnce(request);
      asked.set(permission, answer);
      await answer;
    }
    return allowed.has(permission);
  };
}

function describe(plugin: string, { permission, hosts, methods, reason }: RequestedPermission): PermissionQuestion {
  return { plugin, permission, ...PERMISSIONS[permission], ...(hosts && { hosts: hosts.map(formatHostPattern) }), ...(methods && { methods }), ...(reason !== undefined && { reason }) };
}

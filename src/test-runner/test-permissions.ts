import type { PermissionName } from '../core/permissions/catalog.ts';
import type { AskForPermission, PermissionQuestion } from '../host/permission-requests.ts';
import type { PluginManager } from '../host/plugin-manager.ts';

/** What the person on the other side decides about permissions. */
export interface TestPermissions {
  /** What the plugin may do now. */
  readonly granted: readonly PermissionName[];
  /** What the plugin has asked for with `permissions.request`, and was not decided before; oldest first. */
  readonly requests: readonly PermissionQuestion[];
  /** From now on the person says yes when the plugin asks for these. Until then they say no. */
  allow(...permissions: readonly PermissionName[]): void;
  /** From now on the person says no again. */
  deny(...permissions: readonly PermissionName[]): void;
  /** The person grants a permission without being asked. */
  grant(permission: PermissionName): void;
  /** The person takes a permission away while the plugin runs. */
  revoke(permission: PermissionName): void;
}

/** The person who decides, and who is asked. */
export interface LiveTestPermissions extends TestPermissions {
  readonly ask: AskForPermission;
}

/** Makes a person who decides about the permissions of the plugin under test. */
export function createTestPermissions(plugin: string, manager: () => PluginManager): LiveTestPermissions {
  const allowed = new Set<PermissionName>();
  const requests: PermissionQuestion[] = [];
  return {
    get granted() {
      return manager().getPlugin(plugin)?.granted ?? [];
    },
    requests,
    allow(...permissions) {
      for (const permission of permissions) allowed.add(permission);
    },
    deny(...permissions) {
      for (const permission of permissions) allowed.delete(permission);
    },
    grant: (permission) => void manager().grantPermission(plugin, permission),
    revoke: (permission) => void manager().revokePermission(plugin, permission),
    ask(question) {
      // Those of other plugins in the host are nobody's business here.
      if (question.plugin !== plugin) return false;
      requests.push(question);
      return allowed.has(question.permission);
    },
  };
}

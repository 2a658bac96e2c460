import type { BoundaryValue } from '../../sdk/runtime-interface.ts';
import { findSimilar } from '../core/diagnostics/find-similar.ts';
import type { PermissionName } from '../core/permissions/catalog.ts';
import { HOST_METHODS, isHostMethod, isMethodAllowed, type HostMethod } from '../core/permissions/methods.ts';
import { HostCallError } from '../sandbox/engine.ts';
import { callMethods } from './methods/calls.ts';
import { aiMethods } from './methods/ai.ts';
import { analyticsMethods } from './methods/analytics.ts';
import { backupMethods } from './methods/backups.ts';
import { channelMethods } from './methods/channels.ts';
import { configMethods } from './methods/config.ts';
import { httpMethods } from './methods/http.ts';
import { eventMethods } from './methods/events.ts';
import { databaseMethods } from './methods/database.ts';
import { fileMethods } from './methods/files.ts';
import { messageMethods } from './methods/messages.ts';
import type { HostMethodHandler, MethodContext } from './methods/method.ts';
import { pageMethods } from './methods/pages.ts';
import { permissionMethods } from './methods/permissions.ts';
import { pluginMethods } from './methods/plugins.ts';
import { schedulerMethods } from './methods/scheduler.ts';
import { securityMethods } from './methods/security.ts';
import { webhookMethods } from './methods/webhooks.ts';
import { storageMethods } from './methods/storage.ts';
import { streamMethods } from './methods/streams.ts';
import { timerMethods } from './methods/timers.ts';
import { userMethods } from './methods/users.ts';

// Every method of the host: a method that the permission table names and nobody wrote does not compile.
const HANDLERS: Readonly<Record<HostMethod, HostMethodHandler>> = {
  ...messageMethods,
  ...userMethods,
  ...channelMethods,
  ...callMethods,
  ...fileMethods,
  ...databaseMethods,
  ...storageMethods,
  ...configMethods,
  ...schedulerMethods,
  ...timerMethods,
  ...streamMethods,
  ...httpMethods,
  ...eventMethods,
  ...pluginMethods,
  ...pageMethods,
  ...permissionMethods,
  ...webhookMethods,
  ...aiMethods,
  ...analyticsMethods,
  ...backupMethods,
  ...securityMethods,
};

/** Finds what runs a method that one plugin may call at this moment. What it does not find cannot be reached. */
export type MethodTable = (method: string) => ((params: BoundaryValue) => Promise<BoundaryValue>) | undefined;

/**
 * Makes the table of a plugin.
 *
 * @param context - The plugin's own view of the services, and what it may do, which may change at any time.
 */
export function createMethodTable(context: MethodContext): MethodTable {
  return (method) => (isHostMethod(method) && isMethodAllowed(method, context.allowed) ? (params) => HANDLERS[method](params, context) : undefined);
}

/** The permission that a method lacks which is not in a plugin's table; refuses names that are no method of this host. */
export function findMissingPermission(method: string): PermissionName {
  const permission = isHostMethod(method) ? HOST_METHODS[method] : null;
  if (permission !== null) return permission;
  const similar = findSimilar(method, Object.keys(HOST_METHODS));
  const question = similar === undefined ? '' : `; did you mean "${similar}"?`;
  throw new HostCallError('UNKNOWN_METHOD', `this host has no method "${method}"${question}`, { method });
}

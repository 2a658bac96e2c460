import { callHost } from '../call-host.ts';
import { addContribution, CONTRIBUTIONS, type Contributor } from '../contribution.ts';
import { PermissionError } from '../errors.ts';
import type { JsonValue } from '../runtime-interface.ts';
import type { AsyncMethodWrapper, Method } from './method-decorator.ts';

/** The permissions of hosts. Those that a plugin defines for its users are called otherwise. */
export type HostPermission =
  | 'messages.read'
  | 'messages.write'
  | 'files.read'
  | 'files.write'
  | 'users.read'
  | 'channels.read'
  | 'channels.write'
  | 'api.create_endpoints'
  | 'database.access'
  | 'external.api'
  | 'requests.intercept'
  | 'users.authenticate'
  | 'calls.read'
  | 'calls.write'
  | 'calls.media'
  | 'ai.use'
  | 'analytics.read'
  | 'logs.read'
  | 'system.admin';

/** What a method gets for somebody: who, and what they may do as far as the plugin's own permissions go. */
export interface OnBehalf {
  /** Absent where nobody is signed in. */
  readonly user?: { readonly id: string; readonly permissions?: readonly string[] } | undefined;
}

/**
 * Refuses calls of a method with a {@link PermissionError}, before anything of it is done, unless the permission is there.
 *
 * A permission of the host is one that the plugin asks for in its manifest and the person who installed it granted. A
 * permission that the plugin defines itself (`defines_permissions`) is one of the user for whom the method runs: its first
 * argument has to say who that is, as the requests of routes and the calls of commands do, or the third one where it is like
 * `handleAction` of a user interface. A plugin is not loaded when a decorator asks for a permission that its manifest does not
 * define.
 *
 * @param permission - The permission.
 * @returns The decorator; called with a function, it returns that function with the check.
 *
 * @example
 * ```ts
 * import { MessageProcessor, requirePermission, type MessageEvent, type OnBehalf } from 'plexi-plugin/sdk';
 *
 * export default class Cleaner extends MessageProcessor {
 *   @requirePermission('messages.write')
 *   override async onMessageReceived({ message }: MessageEvent): Promise<void> {
 *     if (message.content === '!clean') await this.messages.delete(message.id);
 *   }
 *
 *   @requirePermission('cleaner.empty')
 *   async empty({ user }: OnBehalf): Promise<string> {
 *     return `emptied for ${user?.id ?? 'nobody'}`;
 *   }
 * }
 * ```
 */
export function requirePermission(permission: HostPermission): AsyncMethodWrapper;
export function requirePermission(permission: `${string}.${string}`): AsyncMethodWrapper<[request: OnBehalf] | [action: string, data: JsonValue, request: OnBehalf]>;
export function requirePermission(permission: string): AsyncMethodWrapper<never> {
  const check = isHostPermission(permission) ? checkPlugin : checkUser;
  return <This, Args extends readonly unknown[], Result>(method: Method<This, Args, Promise<Result>>, context?: ClassMethodDecoratorContext<This>) => {
    if (!isHostPermission(permission)) context?.addInitializer(function () { declareUse(this, permission); });
    return async function (this: This, ...args: Args): Promise<Result> {
      // Where an action comes first, what follows it comes from a browser: it says nothing about the user.
      await check(permission, (typeof args[0] === 'string' ? args[2] : args[0]) as OnBehalf | undefined);
      return Reflect.apply(method, this, args);
    };
  };
}

/** Whether an error says that a user lacks a permission that the plugin defines: the plugin itself has not failed. */
export function isUserRefusal(error: unknown): error is PermissionError {
  return error instanceof PermissionError && error.method === 'requirePermission' && !isHostPermission(error.permission);
}

/** Tells the host which permission of users the code asks for, so that one with a slip in its name is found at once. */
function declareUse(owner: unknown, permission: string): void {
  if (typeof owner !== 'object' || owner === null || !(CONTRIBUTIONS in owner)) return;
  const plugin = owner as Contributor;
  const isTold = plugin[CONTRIBUTIONS].some(({ type, name }) => type === 'user-permission' && name === permission);
  if (!isTold) addContribution(plugin, { type: 'user-permission', name: permission, options: {}, run: () => undefined });
}

const HOST_AREAS = /^(?:ai|analytics|api|calls|channels|database|external|files|logs|messages|plugin|requests|system|users)\./;

// The first words of the host's permissions are no words for those of plugins: manifests are refused that use them.
function isHostPermission(permission: string): permission is HostPermission {
  return HOST_AREAS.test(permission);
}

async function checkPlugin(permission: string): Promise<void> {
  const granted = (await callHost('permissions.list', {})) as readonly string[];
  if (granted.includes(permission)) return;
  throw new PermissionError(`this needs the permission "${permission}": ask for it in the manifest, and let it be granted`, { method: 'requirePermission', permission });
}

function checkUser(permission: string, request: OnBehalf | undefined): Promise<void> {
  if (request?.user?.permissions?.includes(permission) === true) return Promise.resolve();
  const who = request?.user === undefined ? 'nobody is signed in' : `"${request.user.id}" does not have it`;
  return Promise.reject(new PermissionError(`this needs the permission "${permission}", and ${who}`, { method: 'requirePermission', permission }));
}

import { callHost } from '../call-host.ts';
import { PermissionError } from '../errors.ts';
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
  | 'ai.use'
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
 * argument has to say who that is.
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
export function requirePermission(permission: `${string}.${string}`): AsyncMethodWrapper<[request: OnBehalf]>;
export function requirePermission(permission: string): AsyncMethodWrapper<never> {
  const check = isHostPermission(permission) ? checkPlugin : checkUser;
  return <This, Args extends readonly unknown[], Result>(method: Method<This, Args, Promise<Result>>) =>
    async function (this: This, ...args: Args): Promise<Result> {
      await check(permission, args[0] as OnBehalf | undefined);
      return Reflect.apply(method, this, args);
    };
}

const HOST_AREAS = /^(?:ai|messages|files|users|channels|api|database|external|system)\./;

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

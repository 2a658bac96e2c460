import type { OutgoingMessage } from '../capabilities/messages.ts';
import { defineEntry, type HookFunctions, type LifecycleFunctions, type PluginClass } from '../define-entry.ts';
import type { Kind } from '../kind.ts';
import { Plugin, type Awaitable } from '../plugin.ts';
import type { MiddlewareRequest } from './middleware.ts';

/** What a check thinks of something. */
export type Verdict =
  | { readonly allow: true }
  | {
      readonly allow: false;
      /** One sentence for whoever is refused. */
      readonly reason: string;
    };

/** A message that is about to be written. */
export interface CheckedMessage extends OutgoingMessage {
  /** Who writes it: a user's id, or `plugin:` and the name of a plugin. */
  readonly authorId: string;
}

/** The hooks of a security plugin. */
export interface SecurityHooks {
  /** See {@link SecurityPlugin.checkMessage}. */
  checkMessage(message: CheckedMessage): Awaitable<Verdict>;
  /** See {@link SecurityPlugin.checkRequest}. */
  checkRequest(request: MiddlewareRequest): Awaitable<Verdict>;
}

const KIND = {
  name: 'security',
  hooks: ['checkMessage', 'checkRequest'] satisfies readonly (keyof SecurityHooks)[],
  contributions(plugin: Plugin & Partial<SecurityHooks>) {
    return [
      ...(plugin.checkMessage ? [{ type: 'message-check', name: 'message', options: {} }] : []),
      ...(plugin.checkRequest ? [{ type: 'request-check', name: 'request', options: {} }] : []),
    ];
  },
} as const satisfies Kind;

/**
 * A plugin that is asked before something is done. One that says no is enough.
 *
 * `checkMessage` needs the permission `messages.read`, `checkRequest` needs `requests.intercept`. When a check fails or
 * takes too long, the host decides; unless it says otherwise, it refuses.
 *
 * @example
 * ```ts
 * import { SecurityPlugin, type CheckedMessage, type Verdict } from 'plexi-plugin/sdk';
 *
 * export default class NoCardNumbers extends SecurityPlugin {
 *   override checkMessage({ content }: CheckedMessage): Verdict {
 *     if (!/\b\d{4}([ -]?\d{4}){3}\b/.test(content)) return { allow: true };
 *     return { allow: false, reason: 'It looks like the number of a credit card.' };
 *   }
 * }
 * ```
 */
export abstract class SecurityPlugin extends Plugin {
  static readonly kind: Kind = KIND;

  /**
   * Looks at a message before it is written or changed.
   *
   * @param message - What will be in it, where, and who writes it.
   * @returns Whether it may be written.
   */
  checkMessage?(message: CheckedMessage): Awaitable<Verdict>;
  /**
   * Looks at a request before the host handles it. Credentials in its headers stay with the host.
   *
   * @param request - The request.
   * @returns Whether it may be handled.
   */
  checkRequest?(request: MiddlewareRequest): Awaitable<Verdict>;
}

/** The hooks of a security plugin, as functions. */
export type SecurityDefinition = HookFunctions<SecurityHooks> & LifecycleFunctions;

/**
 * Makes a security plugin from functions: the same as a class that extends {@link SecurityPlugin}.
 *
 * @param hooks - The hooks to implement.
 * @returns The class to export from the entry point.
 * @throws TypeError when a name is no hook of security plugins, or a hook is no function.
 *
 * @example
 * ```ts
 * import { defineSecurity } from 'plexi-plugin/sdk';
 *
 * export const Quiet = defineSecurity({
 *   checkMessage: ({ content }) => (content === content.toUpperCase() ? { allow: false, reason: 'Do not shout.' } : { allow: true }),
 * });
 * ```
 */
export function defineSecurity(hooks: SecurityDefinition): PluginClass {
  return defineEntry(SecurityPlugin, hooks);
}

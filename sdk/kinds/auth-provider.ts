import { defineEntry, type HookFunctions, type LifecycleFunctions, type PluginClass } from '../define-entry.ts';
import type { ObjectSchema } from '../json-schema.ts';
import type { Kind } from '../kind.ts';
import { Plugin, type Awaitable } from '../plugin.ts';
import type { JsonValue } from '../runtime-interface.ts';
import type { AbortSignalLike } from '../web/abort-controller.ts';

/** How people sign in. */
export interface LoginDescription {
  /** Letters, digits, `_` and `-`. */
  readonly id: string;
  /** What people see, for example `Sign in with Example`. */
  readonly title: string;
  /** What people type: for {@link AuthProvider.authenticate}. The host checks it. */
  readonly fields?: ObjectSchema;
}

/** Who somebody is, as the provider knows it. The host decides which of its users that is. */
export interface AuthIdentity {
  /** The same for the same person, for ever, and never somebody else's: not a name, nor an email address. */
  readonly subject: string;
  readonly name?: string;
  readonly email?: string;
  /** Whether the provider has made sure that the address is the person's own; default: no. */
  readonly emailVerified?: boolean;
  /** What the plugin needs to refresh the sign-in or to end it, for example a token: the host keeps it. */
  readonly session?: JsonValue;
  /** How long the sign-in lasts; default: the host decides. */
  readonly expiresInSeconds?: number;
}

/** A sign-in that was finished, as the plugin gets it back. */
export interface AuthSession {
  readonly subject: string;
  readonly session?: JsonValue;
}

/** A sign-in that leads over another site. */
export interface LoginRedirect {
  /** Where the other site sends people back to. */
  readonly callbackUrl: string;
  /** What the other site must send back unchanged: put it into the address. */
  readonly state: string;
}

/** Where to send somebody, and what to remember until they come back. */
export interface LoginAddress {
  readonly url: string;
  /** For example the verifier of PKCE: given to {@link AuthProvider.handleCallback}, and never shown to anybody. */
  readonly memory?: JsonValue;
}

/** Somebody who came back from another site. */
export interface LoginCallback extends LoginRedirect {
  /** What came back in the address. */
  readonly query: { readonly [name: string]: string };
  readonly memory?: JsonValue;
}

/** Whether what is asked for is still wanted. */
export interface AuthRun {
  readonly signal: AbortSignalLike;
}

/** The hooks of an authentication provider. */
export interface AuthHooks {
  /** See {@link AuthProvider.authenticate}. */
  authenticate(credentials: { readonly [name: string]: JsonValue }, run: AuthRun): Awaitable<AuthIdentity | undefined>;
  /** See {@link AuthProvider.getLoginUrl}. */
  getLoginUrl(redirect: LoginRedirect, run: AuthRun): Awaitable<string | LoginAddress>;
  /** See {@link AuthProvider.handleCallback}. */
  handleCallback(callback: LoginCallback, run: AuthRun): Awaitable<AuthIdentity | undefined>;
  /** See {@link AuthProvider.refresh}. */
  refresh(session: AuthSession, run: AuthRun): Awaitable<AuthIdentity | undefined>;
  /** See {@link AuthProvider.logout}. */
  logout(session: AuthSession, run: AuthRun): Awaitable<void>;
}

const KIND: Kind = {
  name: 'auth-provider',
  hooks: ['authenticate', 'getLoginUrl', 'handleCallback', 'refresh', 'logout'] satisfies readonly (keyof AuthHooks)[],
  contributions(plugin) {
    const { id, ...options } = (plugin as Plugin & Pick<AuthProvider, 'login'>).login;
    return [{ type: 'login', name: id, options: options as object as JsonValue }];
  },
};

/**
 * A plugin by which people sign in: with what they type (`authenticate`), or over another site (`getLoginUrl` and
 * `handleCallback`). Needs the permission `users.authenticate`.
 *
 * @example
 * ```ts
 * import { AuthProvider, type AuthIdentity, type JsonValue } from 'plexi-plugin/sdk';
 *
 * export default class Badges extends AuthProvider {
 *   override readonly login = {
 *     id: 'badge',
 *     title: 'Sign in with your badge',
 *     fields: { type: 'object', properties: { badge: { type: 'string', pattern: '^[0-9]{6}$' } }, required: ['badge'] },
 *   } as const;
 *
 *   override async authenticate({ badge }: { readonly [name: string]: JsonValue }): Promise<AuthIdentity | undefined> {
 *     const name = await this.storage.get<string>(`badge:${String(badge)}`);
 *     return name === undefined ? undefined : { subject: String(badge), name };
 *   }
 * }
 * ```
 */
export abstract class AuthProvider extends Plugin {
  static readonly kind: Kind = KIND;

  /** How people sign in: read once, when the plugin is made. */
  abstract readonly login: LoginDescription;

  /**
   * Checks what somebody typed.
   *
   * @param credentials - As `login.fields` describes them. Never log or keep them.
   * @param run - Whether it is still wanted.
   * @returns Who it is; nothing when the credentials are wrong.
   */
  authenticate?(credentials: { readonly [name: string]: JsonValue }, run: AuthRun): Awaitable<AuthIdentity | undefined>;
  /**
   * Tells where to send somebody who wants to sign in.
   *
   * @param redirect - Where to come back to, and the state to put into the address.
   * @param run - Whether it is still wanted.
   * @returns The address, which begins with `https://`; with what to remember where something has to be.
   */
  getLoginUrl?(redirect: LoginRedirect, run: AuthRun): Awaitable<string | LoginAddress>;
  /**
   * Finds out who came back from the other site. The host has checked the state.
   *
   * @param callback - What came back.
   * @param run - Whether it is still wanted.
   * @returns Who it is; nothing when the other site refused.
   */
  handleCallback?(callback: LoginCallback, run: AuthRun): Awaitable<AuthIdentity | undefined>;
  /**
   * Makes a sign-in last longer.
   *
   * @param session - The sign-in.
   * @param run - Whether it is still wanted.
   * @returns Who it is; nothing when the person has to sign in again.
   */
  refresh?(session: AuthSession, run: AuthRun): Awaitable<AuthIdentity | undefined>;
  /**
   * Ends a sign-in on the other side as well.
   *
   * @param session - The sign-in.
   * @param run - Whether it is still wanted.
   */
  logout?(session: AuthSession, run: AuthRun): Awaitable<void>;
}

/** An authentication provider as an object: how people sign in, and its hooks as functions. */
export type AuthProviderDefinition = { readonly login: LoginDescription } & HookFunctions<AuthHooks> & LifecycleFunctions;

/**
 * Makes an authentication provider from functions: the same as a class that extends {@link AuthProvider}.
 *
 * @param definition - How people sign in, and the hooks to implement.
 * @returns The class to export from the entry point.
 * @throws TypeError when a name is no hook of authentication providers, or a hook is no function.
 *
 * @example
 * ```ts
 * import { defineAuthProvider } from 'plexi-plugin/sdk';
 *
 * export const Example = defineAuthProvider({
 *   login: { id: 'example', title: 'Sign in with Example' },
 *   getLoginUrl: ({ callbackUrl, state }) => `https://login.example.com/?back=${encodeURIComponent(callbackUrl)}&state=${state}`,
 *   handleCallback: ({ query }) => (query['person'] === undefined ? undefined : { subject: query['person'] }),
 * });
 * ```
 */
export function defineAuthProvider({ login, ...hooks }: AuthProviderDefinition): PluginClass {
  return defineEntry(AuthProvider, hooks, { login });
}

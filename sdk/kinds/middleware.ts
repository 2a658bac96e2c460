import { defineEntry, type HookFunctions, type LifecycleFunctions, type PluginClass } from '../define-entry.ts';
import type { Kind } from '../kind.ts';
import { Plugin, type Awaitable } from '../plugin.ts';
import type { JsonValue } from '../runtime-interface.ts';

/** Where requests come from: pages, the API, or the command line. */
export type MiddlewareScope = 'web' | 'api' | 'cli';

/** A request on its way to the host. Passwords, tokens and cookies are not in it. */
export interface MiddlewareRequest {
  /** Unique; the response has no id of its own. */
  readonly id: string;
  readonly scope: MiddlewareScope;
  /** For `cli`: `RUN`. */
  readonly method: string;
  /** Without the query; for `cli`: the words of the command with slashes between them. */
  readonly path: string;
  readonly query: { readonly [name: string]: string };
  /** Names in lower case. */
  readonly headers: { readonly [name: string]: string };
  readonly body?: JsonValue | Uint8Array;
  /** Who asks, where somebody is signed in. Cannot be changed. */
  readonly userId?: string;
}

/** A response on its way back. */
export interface MiddlewareResponse {
  /** As in HTTP. */
  readonly status: number;
  /** Names in lower case. */
  readonly headers: { readonly [name: string]: string };
  readonly body?: JsonValue | Uint8Array;
}

/** The hooks of a middleware. */
export interface MiddlewareHooks {
  /** See {@link Middleware.beforeRequest}. */
  beforeRequest(request: MiddlewareRequest): Awaitable<MiddlewareRequest | MiddlewareResponse | undefined> | Awaitable<void>;
  /** See {@link Middleware.afterResponse}. */
  afterResponse(request: MiddlewareRequest, response: MiddlewareResponse): Awaitable<MiddlewareResponse | undefined> | Awaitable<void>;
}

/** Which requests a middleware sees, and what its failure means. */
export interface MiddlewareOptions {
  /** Default: `web` and `api`. */
  readonly scopes?: readonly MiddlewareScope[];
  /**
   * What happens to a request when the middleware fails: with `open` (the default) it goes on without it, with `closed`
   * it is refused. Checks that protect something are closed.
   */
  readonly failure?: 'open' | 'closed';
}

const KIND: Kind = {
  name: 'middleware',
  hooks: ['beforeRequest', 'afterResponse'] satisfies readonly (keyof MiddlewareHooks)[],
  contributions(plugin) {
    const { scopes = ['web', 'api'], failure = 'open' } = plugin as Plugin & MiddlewareOptions;
    return [{ type: 'middleware', name: 'hooks', options: { scopes, failure } }];
  },
};

/**
 * A plugin that sees requests before the host handles them, and responses before they go out. Needs the permission
 * `requests.intercept`.
 *
 * Requests pass through the plugins by priority, and responses come back in reverse. A hook that returns nothing lets
 * things pass as they are.
 *
 * @example
 * ```ts
 * import { Middleware, type MiddlewareRequest, type MiddlewareResponse } from 'plexi-plugin/sdk';
 *
 * export default class Maintenance extends Middleware {
 *   override readonly scopes = ['api'] as const;
 *
 *   override async beforeRequest({ method }: MiddlewareRequest): Promise<MiddlewareResponse | undefined> {
 *     if (method === 'GET' || (await this.storage.get('closed')) !== true) return undefined;
 *     return { status: 503, headers: { 'retry-after': '600' }, body: { detail: 'only reading at the moment' } };
 *   }
 *
 *   override afterResponse(_request: MiddlewareRequest, response: MiddlewareResponse): MiddlewareResponse {
 *     return { ...response, headers: { ...response.headers, 'x-served-by': 'maintenance' } };
 *   }
 * }
 * ```
 */
export abstract class Middleware extends Plugin implements MiddlewareOptions {
  static readonly kind: Kind = KIND;

  /** Which requests the plugin sees; default: `web` and `api`. */
  declare readonly scopes?: readonly MiddlewareScope[];
  /** What happens to a request when the plugin fails: see {@link MiddlewareOptions.failure}. */
  declare readonly failure?: 'open' | 'closed';

  /**
   * Looks at a request before the host handles it.
   *
   * @param request - The request as the middleware before this one left it.
   * @returns Nothing to let it pass, the changed request, or a response (anything with a `status`): then nobody else
   *   sees the request.
   */
  beforeRequest?(request: MiddlewareRequest): Awaitable<MiddlewareRequest | MiddlewareResponse | undefined> | Awaitable<void>;
  /**
   * Looks at a response before it goes out.
   *
   * @param request - The request as this plugin let it pass.
   * @param response - The response as the middleware after this one left it.
   * @returns Nothing to let it pass, or the changed response.
   */
  afterResponse?(request: MiddlewareRequest, response: MiddlewareResponse): Awaitable<MiddlewareResponse | undefined> | Awaitable<void>;
}

/** A middleware as an object: which requests it sees, and its hooks as functions. */
export type MiddlewareDefinition = MiddlewareOptions & HookFunctions<MiddlewareHooks> & LifecycleFunctions;

/**
 * Makes a middleware from functions: the same as a class that extends {@link Middleware}.
 *
 * @param definition - Which requests it sees, and the hooks to implement.
 * @returns The class to export from the entry point.
 * @throws TypeError when a name is no hook of middleware, or a hook is no function.
 *
 * @example
 * ```ts
 * import { defineMiddleware } from 'plexi-plugin/sdk';
 *
 * export const Guard = defineMiddleware({
 *   failure: 'closed',
 *   beforeRequest({ path, userId }) {
 *     if (path.startsWith('/admin') && userId === undefined) return { status: 401, headers: {} };
 *     return undefined;
 *   },
 * });
 * ```
 */
export function defineMiddleware({ scopes, failure, ...hooks }: MiddlewareDefinition): PluginClass {
  return defineEntry(Middleware, hooks, { ...(scopes && { scopes }), ...(failure && { failure }) });
}

import { defineEntry, type LifecycleFunctions, type PluginClass } from '../define-entry.ts';
import type { FromSchema, JsonSchema, ObjectSchema } from '../json-schema.ts';
import type { Kind } from '../kind.ts';
import { Plugin, type PluginContext } from '../plugin.ts';
import type { JsonValue } from '../runtime-interface.ts';
import type { AbortSignalLike } from '../web/abort-controller.ts';
import { isUserRefusal } from '../decorators/require-permission.ts';
import { ApiError, ApiResponse } from './api-response.ts';

/** What a route does: reads, adds, replaces, changes or removes. */
export type RouteMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Who asks. */
export interface ApiUser {
  readonly id: string;
  readonly name?: string;
  /** What the user was granted of the permissions that the plugin defines itself (`defines_permissions`). */
  readonly permissions: readonly string[];
}

/** How often one user may ask. */
export interface RouteLimit {
  readonly requests: number;
  readonly perSeconds: number;
}

/** A request that was checked: what it holds is as the schemas of the route describe it. */
export interface RouteRequest<Params, Query, Body, User> {
  readonly method: RouteMethod;
  /** From the prefix of the plugin on. */
  readonly path: string;
  /** The parts of the path that have names. */
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Names in lower case; without passwords, tokens and cookies. */
  readonly headers: { readonly [name: string]: string };
  readonly user: User;
  /** Is aborted when nobody waits for the response any more. */
  readonly signal: AbortSignalLike;
}

/** What a route says about itself besides its function: it goes into the OpenAPI document. */
export interface RouteDescription {
  readonly method: RouteMethod;
  /** Below the plugin's own prefix, for example `/forecasts/{city}`. */
  readonly path: string;
  /** A few words. */
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  /** The schema of what a response holds. */
  readonly response?: JsonSchema;
  /** What users need: permissions of the host, or those that the manifest lists under `defines_permissions`. */
  readonly permissions?: readonly string[];
  /** How often one user may ask. */
  readonly rateLimit?: RouteLimit;
}

type PathNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | PathNames<Rest> : never;

type ParamsOf<Path extends string, Schema> = ObjectSchema extends Schema ? { readonly [Name in PathNames<Path>]: string } : FromSchema<Schema>;

type QueryOf<Schema> = ObjectSchema extends Schema ? { readonly [name: string]: string | readonly string[] } : FromSchema<Schema>;

type BodyOf<Schema> = JsonSchema extends Schema ? JsonValue | Uint8Array | undefined : FromSchema<Schema>;

/** A route with the types that follow from its path and its schemas; see {@link defineRoute}. */
export interface RouteDefinition<Path extends string, Params, Query, Body, Public> extends RouteDescription {
  readonly path: Path;
  /** The schema of the named parts of the path; default: texts. */
  readonly params?: Params;
  /** The schema of the query; default: texts, not checked. */
  readonly query?: Query;
  /** The schema of the body, which is JSON then; default: anything. */
  readonly body?: Body;
  /** Whether everybody may ask, also those who are not signed in. */
  readonly public?: Public;
  /**
   * Answers a request.
   *
   * @param request - What was asked, checked.
   * @param context - The plugin's capabilities.
   * @returns JSON, text or bytes; an {@link ApiResponse} where more is to be said.
   * @throws {@link ApiError} to refuse with a status; anything else is a 500 without a word about the reason.
   */
  handle(
    request: RouteRequest<ParamsOf<Path, Params>, QueryOf<Query>, BodyOf<Body>, Public extends true ? ApiUser | undefined : ApiUser>,
    context: PluginContext,
  ): unknown;
}

/** A route of any types. */
export interface Route extends RouteDescription {
  readonly params?: ObjectSchema;
  readonly query?: ObjectSchema;
  readonly body?: JsonSchema;
  readonly public?: boolean;
  handle(request: never, context: PluginContext): unknown;
}

/**
 * Types one route and returns it unchanged: what its function gets follows from its path and schemas.
 *
 * @param route - The route.
 * @returns The same route.
 *
 * @example
 * ```ts
 * import { defineRoute } from 'plexi-plugin/sdk';
 *
 * export const forecast = defineRoute({
 *   method: 'GET',
 *   path: '/forecasts/{city}',
 *   query: { type: 'object', properties: { days: { type: 'integer', minimum: 1, default: 3 } } },
 *   handle: ({ params, query }) => ({ city: params.city, days: query.days.toFixed() }),
 * });
 * ```
 */
export function defineRoute<
  const Path extends string,
  const Params extends ObjectSchema = ObjectSchema,
  const Query extends ObjectSchema = ObjectSchema,
  const Body extends JsonSchema = JsonSchema,
  const Public extends boolean = false,
>(route: RouteDefinition<Path, Params, Query, Body, Public>): RouteDefinition<Path, Params, Query, Body, Public> {
  return route;
}

const KIND: Kind = {
  name: 'api-extension',
  hooks: ['handleRoute'],
  contributions: (plugin) =>
    (plugin as Plugin & Pick<ApiExtension, 'routes'>).routes.map((route) => {
      const data = Object.entries({ public: false, permissions: [], ...route }).filter(([name]) => name !== 'handle');
      return { type: 'route', name: nameRoute(route), options: Object.fromEntries(data) as JsonValue };
    }),
};

function nameRoute({ method, path }: Pick<Route, 'method' | 'path'>): string {
  return `${method} ${path}`;
}

/**
 * A plugin that adds routes to the host's API, under a prefix of its own. Needs the permission `api.create_endpoints`.
 *
 * The host checks who asks, how often, and what: a route sees only what fits its schemas.
 *
 * @example
 * ```ts
 * import { ApiError, ApiExtension, ApiResponse, defineRoute } from 'plexi-plugin/sdk';
 *
 * export default class Forecasts extends ApiExtension {
 *   override readonly routes = [
 *     defineRoute({
 *       method: 'GET',
 *       path: '/forecasts/{city}',
 *       summary: 'Forecast for a city',
 *       handle: async ({ params }) => {
 *         const forecast = await this.storage.get<string>(params.city);
 *         if (forecast === undefined) throw new ApiError(404, `there is no forecast for ${params.city}`);
 *         return { city: params.city, forecast };
 *       },
 *     }),
 *     defineRoute({
 *       method: 'POST',
 *       path: '/forecasts',
 *       summary: 'Add a forecast',
 *       permissions: ['weather.create'],
 *       body: { type: 'object', properties: { city: { type: 'string', minLength: 1, maxLength: 100 }, forecast: { type: 'string' } }, required: ['city', 'forecast'] },
 *       handle: async ({ body, user }) => {
 *         await this.storage.set(body.city, body.forecast);
 *         this.logger.info('forecast added', { by: user.id });
 *         return new ApiResponse(201, body);
 *       },
 *     }),
 *   ];
 * }
 * ```
 */
export abstract class ApiExtension extends Plugin {
  static readonly kind: Kind = KIND;

  /** What the plugin answers, made with {@link defineRoute}: read once, when the plugin is made. */
  abstract readonly routes: readonly Route[];

  /**
   * Answers a request for one route: what hosts call.
   *
   * @param name - Method and path of the route.
   * @param request - The request, checked.
   * @internal
   */
  async handleRoute(name: string, request: unknown): Promise<unknown> {
    const route = this.routes.find((each) => nameRoute(each) === name);
    try {
      const result = await route?.handle(request as never, this);
      const { status, headers, body } = result instanceof ApiResponse ? result : new ApiResponse(result === undefined ? 204 : 200, result);
      return { status, headers, body };
    } catch (error) {
      if (isUserRefusal(error)) return { status: 403, refusal: error.message };
      if (!(error instanceof ApiError)) throw error;
      return { status: error.status, refusal: error.message };
    }
  }
}

/** An API extension as an object: its routes, and hooks of the lifecycle. */
export interface ApiExtensionDefinition extends LifecycleFunctions {
  readonly routes: readonly Route[];
}

/**
 * Makes an API extension from functions: the same as a class that extends {@link ApiExtension}.
 *
 * @param definition - The routes, and hooks of the lifecycle.
 * @returns The class to export from the entry point.
 * @throws TypeError when a name is no hook of API extensions, or a hook is no function.
 *
 * @example
 * ```ts
 * import { defineApiExtension, defineRoute } from 'plexi-plugin/sdk';
 *
 * export const Status = defineApiExtension({
 *   routes: [
 *     defineRoute({
 *       method: 'GET',
 *       path: '/status',
 *       public: true,
 *       handle: (_request, { logger }) => {
 *         logger.debug('asked');
 *         return { up: true };
 *       },
 *     }),
 *   ],
 * });
 * ```
 */
export function defineApiExtension({ routes, ...hooks }: ApiExtensionDefinition): PluginClass {
  return defineEntry(ApiExtension, hooks, { routes });
}

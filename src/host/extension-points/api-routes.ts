import type { ApiUser } from '../../../sdk/kinds/api-extension.ts';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { PlexiError } from '../../core/diagnostics/plexi-error.ts';
import type { Clock } from '../clock.ts';
import type { Extensions } from '../extensions.ts';
import { listContributed, type Contributed } from './contribution.ts';
import { hideCredentials } from './credentials.ts';
import { matchRoutes } from './match-route.ts';
import { listOwn } from './own-permissions.ts';
import { createParameterChecks } from './parameter-checks.ts';
import { replyProblem, type ApiReply } from './problem-document.ts';
import { renderOpenApi, type OpenApiDocument } from './render-openapi.ts';
import { createRequestLimits } from './request-limits.ts';
import { readInput } from './route-input.ts';
import { readReply } from './route-reply.ts';
import { routeType, type RouteOptions } from './route-type.ts';

/** Somebody who is signed in. */
export interface SignedInUser extends ApiUser {
  /** What the user was granted: permissions of the host, and those that plugins define. */
  readonly permissions: readonly string[];
}

/** A request as a server gets it. */
export interface ApiRequest {
  readonly method: string;
  /** Path and query, as they came: `/plugins/weather/forecasts/Oslo?days=3`. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  /** Who is signed in, as the host has found out. */
  readonly user?: SignedInUser;
  /** Where the request comes from, for limits of those who are not signed in: a network address. */
  readonly clientId?: string;
  readonly signal?: AbortSignal;
}

/** What an OpenAPI document is about. */
export interface OpenApiOptions {
  /** One plugin; default: all of them. */
  readonly plugin?: string;
  readonly title?: string;
  readonly version?: string;
}

/** The routes that plugins add to the API of a host. */
export interface ApiRoutes {
  /**
   * Answers a request below the prefix. What is wrong with the request or the plugin is a response as well, with a
   * problem document: 400, 401, 403, 404, 405, 413, 415, 429 or 500.
   *
   * @throws The reason of the signal, when it is aborted.
   */
  handle(request: ApiRequest): Promise<ApiReply>;
  /** Describes the routes. */
  openapi(options?: OpenApiOptions): OpenApiDocument;
}

/** What the routes of a host are made from. */
export interface ApiRoutesOptions {
  readonly extensions: Extensions;
  /** Whose time limits go by. */
  readonly clock: Clock;
  /** What stands before a plugin's name in an address; default: `/plugins`. */
  readonly prefix?: string;
  /** How large the body of a request may be; default: 512 KiB. */
  readonly maxBodyBytes?: number;
  /** Takes why a plugin failed: whoever asked gets no word about it. */
  readonly onDiagnostic?: (plugin: string, diagnostic: Diagnostic) => void;
}

type Route = Contributed<RouteOptions>;

/** A route that was found, and what its address says. */
interface Target {
  readonly route: Route;
  /** From the plugin's own prefix on. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: string;
}

const TIMEOUT_MS = 30_000;
const MOST_BODY_BYTES = 512 * 1024;

/** Makes the routes of a host. */
export function createApiRoutes({ extensions, clock, prefix = '/plugins', maxBodyBytes = MOST_BODY_BYTES, onDiagnostic = () => undefined }: ApiRoutesOptions): ApiRoutes {
  const checks = createParameterChecks();
  const limits = createRequestLimits(clock);
  const listRoutes = (): readonly Route[] => listContributed(extensions, routeType);

  function findRoute({ method, url }: ApiRequest): Target | ApiReply {
    const [address = '', query = ''] = url.split(/\?(.*)/s);
    const routes = listRoutes();
    const plugin = findPlugin(routes, address.slice(prefix.length + 1));
    if (!address.startsWith(`${prefix}/`) || plugin === undefined) return replyProblem(404, 'there is no such address');
    const path = address.slice(`${prefix}/${plugin}`.length);
    const found = matchRoutes(routes.filter(({ extension }) => extension.plugin === plugin), ({ options }) => options.path, path);
    const match = found.find(({ route }) => route.options.method === method);
    if (match !== undefined) return { ...match, path, query };
    if (found.length === 0) return replyProblem(404, 'there is no such address');
    const allow = [...new Set(found.map(({ route }) => route.options.method))].sort().join(', ');
    return replyProblem(405, `this address takes ${allow}`, { allow });
  }

  function refuseCaller({ extension, name, options }: Route, { user, clientId = '', body = '' }: ApiRequest): ApiReply | undefined {
    if (!options.public && user === undefined) return replyProblem(401, 'sign in first', { 'www-authenticate': 'Bearer' });
    const missing = options.permissions.find((permission) => user?.permissions.includes(permission) !== true);
    if (missing !== undefined) return replyProblem(403, `you lack the permission "${missing}"`);
    if (Buffer.byteLength(body) > maxBodyBytes) return replyProblem(413, `the body may have ${maxBodyBytes} bytes`);
    if (options.rateLimit === undefined) return undefined;
    const caller = user === undefined ? `client ${clientId}` : `user ${user.id}`;
    const waitMs = limits.count([extension.plugin, name, caller].join('\n'), options.rateLimit);
    return waitMs === 0 ? undefined : replyProblem(429, 'too many requests', { 'retry-after': String(Math.ceil(waitMs / 1_000)) });
  }

  async function run({ route: { extension, name, options }, path, params, query }: Target, request: ApiRequest): Promise<ApiReply> {
    const { method, headers = {}, body, user, signal = new AbortController().signal } = request;
    const input = await readInput({ headers, body: typeof body === 'string' ? Buffer.from(body) : body, params, query }, options, checks);
    if ('refusal' in input) return input.refusal;
    const who = user && { id: user.id, name: user.name, permissions: listOwn(extension.source.manifest, user.permissions) };
    const target = { plugin: extension.plugin, entry: extension.entry, hook: 'handleRoute', timeoutMs: TIMEOUT_MS };
    try {
      const given = { method, path, ...input, ...hideCredentials({ headers }), user: who, signal };
      return readReply(await extensions.invoke(target, [name, given]), target);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof PlexiError)) throw error;
      onDiagnostic(extension.plugin, error.diagnostics[0]);
      return replyProblem(500, 'the plugin that answers here has failed');
    }
  }

  return {
    async handle(request) {
      const target = findRoute(request);
      return 'status' in target ? target : (refuseCaller(target.route, request) ?? run(target, request));
    },
    openapi({ plugin, ...info } = {}) {
      const routes = listRoutes().filter(({ extension }) => plugin === undefined || extension.plugin === plugin);
      return renderOpenApi(routes.map(({ extension, options }) => ({ plugin: extension.plugin, prefix: `${prefix}/${extension.plugin}`, options })), info);
    },
  };
}

// The longest name first: "acme/weather" may be a plugin, and "acme" another one.
function findPlugin(routes: readonly Route[], address: string): string | undefined {
  const names = routes.map(({ extension }) => extension.plugin).sort((a, b) => b.length - a.length);
  return names.find((name) => address.startsWith(`${name}/`));
}

import type { MiddlewareRequest, MiddlewareResponse } from '../../../sdk/kinds/middleware.ts';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { PlexiError } from '../../core/diagnostics/plexi-error.ts';
import type { PluginArgument, PluginResult } from '../boundary.ts';
import type { Extensions } from '../extensions.ts';
import { defineContributionType, listContributed, type Contributed } from './contribution.ts';
import { hideCredentials, showCredentials } from './credentials.ts';
import { body, headers } from './http-shapes.ts';
import { readResult } from './read-result.ts';
import { flag, isRecord, list, number, object, oneOf, optional, record, text, type Shaped } from './shape.ts';

const options = object({
  scopes: list(oneOf('web', 'api', 'cli'), 3),
  failure: oneOf('open', 'closed'),
  /** Whether it is a function of its own, called with `before` or `after` first, and not the hooks of an entry point. */
  runs: optional(flag),
});

/** Something that sees requests and responses. */
export const middlewareType = defineContributionType({ type: 'middleware', options });

/** The middleware of a host. */
export interface MiddlewareChain {
  /**
   * Takes a request through every plugin that wants to see it, to the host, and back.
   *
   * @param request - What came in. Credentials in its headers stay with the host.
   * @param respond - What the host does with the request as the plugins left it.
   * @returns The response as the plugins left it. A plugin that fails never makes this fail.
   */
  handle(request: MiddlewareRequest, respond: (request: MiddlewareRequest) => Promise<MiddlewareResponse>): Promise<MiddlewareResponse>;
}

/** What the middleware of a host is made from. */
export interface MiddlewareChainOptions {
  readonly extensions: Extensions;
  /** Takes why a plugin failed. */
  readonly onDiagnostic?: (plugin: string, diagnostic: Diagnostic) => void;
}

type Layer = Contributed<Shaped<typeof options>>;

// Somebody waits for the page.
const TIMEOUT_MS = 5_000;

/** Makes the middleware of a host. */
export function createMiddleware({ extensions, onDiagnostic = () => undefined }: MiddlewareChainOptions): MiddlewareChain {
  async function call({ extension, name, options }: Layer, phase: 'before' | 'after', args: readonly (MiddlewareRequest | MiddlewareResponse)[]): Promise<PluginResult> {
    const { plugin, entry, hooks } = extension;
    const given = args as unknown as readonly PluginArgument[];
    if (options.runs === true) return extensions.run({ plugin, entry, type: 'middleware', name, timeoutMs: TIMEOUT_MS }, [phase, ...given]);
    const hook = HOOKS[phase];
    return hooks.includes(hook) ? extensions.invoke({ plugin, entry, hook, timeoutMs: TIMEOUT_MS }, given) : null;
  }

  /** Runs one hook; when it fails, `otherwise` or a refusal is the answer, as the plugin has chosen. */
  async function attempt<Answer>(layer: Layer, otherwise: Answer, run: () => Promise<Answer>): Promise<Answer | MiddlewareResponse> {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof PlexiError)) throw error;
      onDiagnostic(layer.extension.plugin, error.diagnostics[0]);
      return layer.options.failure === 'closed' ? REFUSED : otherwise;
    }
  }

  async function before(layer: Layer, request: MiddlewareRequest): Promise<MiddlewareRequest | MiddlewareResponse> {
    return attempt<MiddlewareRequest | MiddlewareResponse>(layer, request, async () => {
      const source = { plugin: layer.extension.plugin, hook: HOOKS.before };
      const result = await call(layer, 'before', [hideCredentials(request)]);
      if (result === null) return request;
      if (isRecord(result) && Object.hasOwn(result, 'status')) return hideCredentials(readResult(response, result, source));
      const { id, scope, userId } = request;
      // Who asks is for the host to say.
      return showCredentials({ ...readResult(changedRequest, result, source), id, scope, ...(userId !== undefined && { userId }) }, request);
    });
  }

  async function after(layer: Layer, request: MiddlewareRequest, given: MiddlewareResponse): Promise<MiddlewareResponse> {
    return attempt(layer, given, async () => {
      const result = await call(layer, 'after', [hideCredentials(request), hideCredentials(given)]);
      if (result === null) return given;
      return showCredentials(readResult(response, result, { plugin: layer.extension.plugin, hook: HOOKS.after }), given);
    });
  }

  async function pass(layers: readonly Layer[], request: MiddlewareRequest, respond: (request: MiddlewareRequest) => Promise<MiddlewareResponse>): Promise<MiddlewareResponse> {
    const [layer, ...inner] = layers;
    if (layer === undefined) return respond(request);
    const result = await before(layer, request);
    if (isResponse(result)) return result;
    return after(layer, result, await pass(inner, result, respond));
  }

  return {
    handle: (request, respond) => pass(listContributed(extensions, middlewareType).filter(({ options }) => options.scopes.includes(request.scope)), request, respond),
  };
}

const HOOKS = { before: 'beforeRequest', after: 'afterResponse' } as const;

const REFUSED: MiddlewareResponse = { status: 503, headers: {}, body: { status: 503, title: 'Service Unavailable', detail: 'a check that every request has to pass has failed' } };

const changedRequest = object({
  method: text({ max: 20, pattern: /^[A-Z]+$/, called: 'the name of a method' }),
  path: text({ max: 2_000, pattern: /^[^\p{Cc}\s?#\\]*$/u, called: 'a path without a query' }),
  query: record(text({ max: 8_192 }), 200),
  headers,
  body,
});

const response = object({ status: number({ min: 200, max: 599, whole: true }), headers, body });

function isResponse(value: MiddlewareRequest | MiddlewareResponse): value is MiddlewareResponse {
  return 'status' in value;
}

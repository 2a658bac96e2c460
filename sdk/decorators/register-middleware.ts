import { addContribution, CONTRIBUTIONS, type Contributor } from '../contribution.ts';
import type { MiddlewareOptions, MiddlewareRequest, MiddlewareResponse } from '../kinds/middleware.ts';
import type { JsonValue } from '../runtime-interface.ts';
import { contributeMethod, type ContributionDecorator } from './contribute.ts';

/** What a middleware function gets: a request on its way in, or a response on its way out. */
export type MiddlewareArguments =
  | [phase: 'before', request: MiddlewareRequest]
  | [phase: 'after', request: MiddlewareRequest, response: MiddlewareResponse];

/** Sees requests and responses; what it returns is what the hooks of {@link Middleware} return. */
export type MiddlewareFunction = (phase: MiddlewareArguments[0], request: MiddlewareRequest, response?: MiddlewareResponse) => unknown;

/**
 * Makes a method of any plugin a middleware: the method gets requests on their way in, and responses on their way out.
 * Needs the permission `requests.intercept`.
 *
 * @param options - Which requests it sees, and what its failure means.
 * @returns The decorator.
 *
 * @example
 * ```ts
 * import { MessageProcessor, registerMiddleware, type MiddlewareArguments } from 'plexi-plugin/sdk';
 *
 * export default class Stamp extends MessageProcessor {
 *   @registerMiddleware({ scopes: ['web'] })
 *   stamp(...[phase, , response]: MiddlewareArguments) {
 *     if (phase === 'before') return undefined;
 *     return { ...response, headers: { ...response.headers, 'x-stamp': 'seen' } };
 *   }
 * }
 * ```
 */
export function registerMiddleware(options: MiddlewareOptions = {}): ContributionDecorator<MiddlewareArguments, unknown> {
  const described = describe(options);
  return contributeMethod((name) => ({ type: 'middleware', name, options: described }));
}

/**
 * Adds a middleware to a plugin of any kind: what {@link registerMiddleware} does, without a decorator.
 *
 * @param plugin - The plugin that is being made.
 * @param run - Sees requests and responses.
 * @param options - Which requests it sees, and what its failure means.
 *
 * @example
 * ```ts
 * import { addMiddleware, MessageProcessor } from 'plexi-plugin/sdk';
 *
 * export default class Closed extends MessageProcessor {
 *   constructor() {
 *     super();
 *     addMiddleware(this, (phase, { method }) => (phase === 'before' && method === 'DELETE' ? { status: 403, headers: {} } : undefined), { failure: 'closed' });
 *   }
 * }
 * ```
 */
export function addMiddleware(plugin: Contributor, run: MiddlewareFunction, options: MiddlewareOptions = {}): void {
  const name = `middleware-${String(plugin[CONTRIBUTIONS].length)}`;
  addContribution(plugin, { type: 'middleware', name, options: describe(options), run: (...seen) => Reflect.apply(run, undefined, seen as Parameters<MiddlewareFunction>) });
}

function describe({ scopes = ['web', 'api'], failure = 'open' }: MiddlewareOptions): JsonValue {
  return { scopes, failure, runs: true };
}

import type { MiddlewareRequest, MiddlewareResponse, MiddlewareScope } from '../../../../sdk/kinds/middleware.ts';
import type { Diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import { PlexiError } from '../../../core/diagnostics/plexi-error.ts';
import type { PluginResult } from '../../../host/boundary.ts';
import { createMiddleware, middlewareType } from '../../../host/extension-points/middleware.ts';
import type { Extension, Extensions } from '../../../host/extensions.ts';
import type { LiveTestHost } from '../../live-test-host.ts';
import type { ContractContext, Finding } from '../contract.ts';
import { defineChecks } from '../define-checks.ts';
import { createAnonymousRequest, createRequest, ODD_PATHS } from '../requests.ts';

const AT_ONCE = 20;
const SCOPES: readonly MiddlewareScope[] = ['web', 'api', 'cli'];
const HOOKS = ['beforeRequest', 'afterResponse'];

/** What a middleware must do with requests and responses. */
export const middlewareChecks = defineChecks('PLX4316', [
  {
    name: 'sees requests',
    proves: 'It implements "beforeRequest" or "afterResponse", or has a function of its own that does, and names at least one scope.',
    async run({ start }) {
      const seeing = (await start()).extensions.list({ contribution: middlewareType.type });
      const isBlind = seeing.every(({ hooks, contributions }) => !contributions.some(({ type, options }) => type === middlewareType.type && hasScope(options)) || (!HOOKS.some((hook) => hooks.includes(hook)) && contributions.every(({ options }) => !runsItself(options))));
      return isBlind ? { reason: 'it sees no request: it has neither "beforeRequest" nor "afterResponse", no scope, or not the permission' } : undefined;
    },
  },
  {
    name: 'lets ordinary requests through unharmed',
    proves: 'What it passes on still has its method, its query, its body and headers that mean nothing to it, and so has the response; of what it refuses nothing reaches the host. It never fails, also not at odd paths and without a user.',
    needs: 'sees requests',
    run: (context) => passEach(context, listRequests(), { status: 200, headers: { 'content-type': 'application/json', 'x-neutral': 'kept' }, body: { answer: 42 } }),
  },
  {
    name: 'swallows no failure',
    proves: 'When the host answers that something is not there, not allowed or broken (401 to 503), whoever asked still learns of a failure.',
    needs: 'lets ordinary requests through unharmed',
    async run(context) {
      for (const status of [401, 403, 404, 409, 429, 500, 503]) {
        const reason = await passEach(context, [createRequest(), createRequest({ scope: 'web' })], { status, headers: {}, body: { status, detail: 'no' } });
        if (reason !== undefined) return reason;
      }
      return undefined;
    },
  },
  {
    name: 'keeps requests apart',
    proves: `${String(AT_ONCE)} requests at the same time each get the response to themselves, and reach the host as they were sent.`,
    needs: 'lets ordinary requests through unharmed',
    async run({ start }) {
      const chain = openChain(await start());
      const outcomes = await Promise.all(Array.from({ length: AT_ONCE }, (_, at) => chain.pass(createRequest({ id: `request-${at}`, headers: { 'x-neutral': String(at) }, body: { number: at } }), { status: 200, headers: { 'x-neutral': String(at) }, body: { number: at } })));
      const isMixed = outcomes.some(({ seen, response }, at) => (seen !== undefined && seen.headers['x-neutral'] !== String(at)) || (seen !== undefined && response.headers['x-neutral'] !== String(at)));
      return isMixed ? { reason: 'requests that come at the same time are mixed up: one got what belongs to another' } : undefined;
    },
  },
  {
    name: 'composes with its neighbours',
    proves: 'What a middleware before it changes in a request reaches the one behind it, and what that one changes in the response reaches the first one.',
    needs: 'lets ordinary requests through unharmed',
    async run({ start }) {
      const host = await start();
      for (const scope of SCOPES) {
        const { seen, response } = await openChain(host, NEIGHBOURS).pass(createRequest({ scope, path: '/channels/general' }), { status: 200, headers: {}, body: 'done' });
        if (seen === undefined) continue;
        if (seen.headers['x-before'] !== 'changed') return { reason: 'what a middleware before it has changed does not reach the one behind it' };
        if (response.headers['x-before'] !== 'heard') return { reason: 'what a middleware behind it has changed in the response does not reach the one before it' };
      }
      return undefined;
    },
  },
]);

function hasScope(options: unknown): boolean {
  return ((options as { readonly scopes?: readonly unknown[] }).scopes ?? []).length > 0;
}

function runsItself(options: unknown): boolean {
  return (options as { readonly runs?: boolean }).runs === true;
}

function listRequests(): readonly MiddlewareRequest[] {
  const headers = { 'x-neutral': 'kept', 'content-type': 'application/json' };
  return [
    ...SCOPES.map((scope) => createRequest({ scope, headers, query: { page: '2', q: 'a&b=ü' } })),
    createRequest({ method: 'POST', headers, body: { text: 'Good morning 👩‍👩‍👧', list: [1, null] } }),
    createRequest({ scope: 'web', method: 'PUT', headers, body: 'plain text' }),
    createRequest({ method: 'DELETE', headers: {} }),
    createAnonymousRequest({ headers }),
    createAnonymousRequest({ scope: 'web', headers: {} }),
    ...ODD_PATHS.map((path) => createRequest({ path, headers })),
  ];
}

async function passEach({ start }: ContractContext, requests: readonly MiddlewareRequest[], answer: MiddlewareResponse): Promise<Finding | undefined> {
  const chain = openChain(await start());
  for (const request of requests) {
    const passed = await chain.pass(request, answer);
    const reason = passed.seen === undefined ? judgeRefusal(passed.response) : (judgeRequest(request, passed.seen) ?? judgeResponse(answer, passed.response));
    if (reason !== undefined) return { reason: `${reason} (${request.scope} ${request.method} ${request.path.slice(0, 40)})` };
  }
  return undefined;
}

function judgeRefusal({ status }: MiddlewareResponse): string | undefined {
  return status === 503 ? 'it keeps an ordinary request from the host, as if it had failed' : undefined;
}

function judgeRequest(sent: MiddlewareRequest, seen: MiddlewareRequest): string | undefined {
  if (seen.method !== sent.method) return `it makes a ${seen.method} request of what was sent with ${sent.method}`;
  const lost = Object.keys(sent.query).find((name) => !Object.hasOwn(seen.query, name));
  if (lost !== undefined) return `it loses "${lost}" of the query on the way to the host`;
  return judgeCommon('the request', sent, seen);
}

function judgeResponse(given: MiddlewareResponse, got: MiddlewareResponse): string | undefined {
  if (given.status >= 400 && got.status < 400) return `it makes a ${String(got.status)} of the host’s ${String(given.status)}`;
  if (given.status < 400 && got.status >= 400) return `it makes a ${String(got.status)} of the host’s ${String(given.status)}`;
  return judgeCommon('the response', given, got);
}

function judgeCommon(what: string, before: Pick<MiddlewareRequest, 'headers' | 'body'>, after: Pick<MiddlewareRequest, 'headers' | 'body'>): string | undefined {
  const lost = Object.keys(before.headers).find((name) => after.headers[name] === undefined);
  if (lost !== undefined) return `it loses the header "${lost}" of ${what}`;
  return before.body !== undefined && after.body === undefined ? `it loses the body of ${what}` : undefined;
}

interface Passed {
  /** What reached the host; absent where nothing did. */
  readonly seen: MiddlewareRequest | undefined;
  readonly response: MiddlewareResponse;
}

type Wrap = (extensions: Extensions) => Extensions;

/** A chain of which every failure is told. */
function openChain({ extensions }: LiveTestHost, wrap: Wrap = (given) => given): { pass(request: MiddlewareRequest, answer: MiddlewareResponse): Promise<Passed> } {
  const failures: Diagnostic[] = [];
  const chain = createMiddleware({ extensions: wrap(extensions), onDiagnostic: (_plugin, failure) => failures.push(failure) });
  return {
    async pass(request, answer) {
      let seen: MiddlewareRequest | undefined;
      const response = await chain.handle(request, (reached) => {
        seen = reached;
        return Promise.resolve(answer);
      });
      const [failure] = failures.splice(0);
      if (failure !== undefined) throw new PlexiError([failure]);
      return { seen, response };
    },
  };
}

// One that writes into the request, and reads in the response what the other one, behind the plugin, has written there.
const NEIGHBOURS: Wrap = (extensions) => ({
  ...extensions,
  list(query) {
    const found = extensions.list(query);
    const [first] = found;
    if (query?.contribution !== middlewareType.type || first === undefined) return found;
    return [createNeighbour(first, 'before'), ...found, createNeighbour(first, 'behind')];
  },
  invoke: (target, args) => (target.plugin.startsWith('neighbour:') ? Promise.resolve(answerAs(target.plugin, target.hook, args)) : extensions.invoke(target, args)),
});

function createNeighbour(like: Extension, place: 'before' | 'behind'): Extension {
  return { ...like, plugin: `neighbour:${place}`, hooks: HOOKS, contributions: [{ type: middlewareType.type, name: 'hooks', options: { scopes: [...SCOPES], failure: 'open' } }] };
}

function answerAs(plugin: string, hook: string, args: readonly unknown[]): PluginResult {
  const isFirst = plugin === 'neighbour:before';
  const [request, response] = args as readonly [MiddlewareRequest, MiddlewareResponse?];
  const change = (given: MiddlewareRequest | MiddlewareResponse, name: string, value: string): PluginResult => ({ ...given, headers: { ...given.headers, [name]: value } });
  if (hook === 'beforeRequest') return isFirst ? change(request, 'x-before', 'changed') : null;
  if (response === undefined) return null;
  if (!isFirst) return change(response, 'x-behind', 'told');
  return response.headers['x-behind'] === 'told' ? change(response, 'x-before', 'heard') : null;
}

import type { JsonValue } from '../../../../sdk/runtime-interface.ts';
import { propertiesOf } from '../../../core/manifest/json-object.ts';
import type { JsonObject } from '../../../core/manifest/schema.ts';
import type { Diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import { PlexiError } from '../../../core/diagnostics/plexi-error.ts';
import { createApiRoutes, type ApiRoutes } from '../../../host/extension-points/api-routes.ts';
import { listContributed, type Contributed } from '../../../host/extension-points/contribution.ts';
import { createParameterChecks } from '../../../host/extension-points/parameter-checks.ts';
import type { ApiReply } from '../../../host/extension-points/problem-document.ts';
import { listPathNames, routeType, type RouteOptions } from '../../../host/extension-points/route-type.ts';
import { createVirtualClock } from '../../../host/virtual-clock.ts';
import type { LiveTestHost } from '../../live-test-host.ts';
import { quote } from '../attempt.ts';
import type { Finding } from '../contract.ts';
import { defineChecks } from '../define-checks.ts';
import { sampleParameters, sampleValues, STRAY_VALUES, type Parameters } from '../sample-values.ts';

const METHODS: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete']);
// Ids of every sort, and none of anything that is there.
const UNKNOWN_IDS = ['nothing-here', '2147483647', '0', '-1', '00000000-0000-4000-8000-000000000000', '__proto__', 'constructor', '%F0%9F%98%80', '..%2Fup'];

type Route = Contributed<RouteOptions>;

/** What an API extension must do with requests. */
export const apiExtensionChecks = defineChecks('PLX4313', [
  {
    name: 'offers routes that can be told apart',
    proves: 'It has routes, no two of one method and one address, and the OpenAPI document that the host makes of them names each of them with an answer.',
    async run({ start }) {
      const host = await start();
      const routes = listRoutes(host);
      if (routes.length === 0) return { reason: 'it has no route, or not the permission to answer requests' };
      const addresses = routes.map(({ options: { method, path } }) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`);
      const twice = addresses.find((address, at) => addresses.indexOf(address) < at);
      if (twice !== undefined) return { reason: `two of its routes answer ${twice}` };
      const documented = Object.values(host.api.openapi().paths).flatMap((path) => Object.keys(path).filter((method) => METHODS.has(method)));
      return documented.length === routes.length ? undefined : { reason: `its OpenAPI document has ${String(documented.length)} of its ${String(routes.length)} routes` };
    },
  },
  {
    name: 'answers what its schemas allow',
    proves: 'Each route answers requests with what is required and nothing else, with everything, and with values at the edges of its schemas; somebody asks who has every permission. The answer is no 500, and holds what its schema says.',
    needs: 'offers routes that can be told apart',
    run: async ({ start }) => askEach(await start(), listAllowed, true),
  },
  {
    name: 'refuses wrong input as the caller’s mistake',
    proves: 'Parameters, queries and bodies of wrong types, without what is required, with names that every object has, and bodies that are no JSON are answered below 500: whoever sent them learns that it was their mistake.',
    needs: 'answers what its schemas allow',
    run: async ({ start }) => askEach(await start(), listWrong, false),
  },
  {
    name: 'says that it does not know what is not there',
    proves: 'Ids that nobody has ever given to anything are answered below 500.',
    needs: 'answers what its schemas allow',
    run: async ({ start }) => askEach(await start(), listUnknown, false),
  },
]);

function listRoutes({ extensions }: LiveTestHost): readonly Route[] {
  return listContributed(extensions, routeType);
}

interface Question {
  readonly params: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: string;
}

async function askEach(host: LiveTestHost, list: (route: RouteOptions) => readonly Question[], isAllowed: boolean): Promise<Finding | undefined> {
  const failures: Diagnostic[] = [];
  for (const route of listRoutes(host)) {
    // Each route has its limits to itself.
    const api = createApiRoutes({ extensions: host.extensions, clock: createVirtualClock(0), onDiagnostic: (_plugin, failure) => failures.push(failure) });
    for (const question of list(route.options)) {
      const reply = await ask(api, route, question);
      const { method, path } = route.options;
      const what = `${method} ${path}${question.query ? `?${question.query.slice(0, 60)}` : ''} with ${quote(question.body ?? question.params)}`;
      const [failure] = failures.splice(0);
      if (failure !== undefined) throw new PlexiError([{ ...failure, message: `${what} is answered with ${String(reply.status)}: ${failure.message}` }]);
      const reason = reply.status >= 500 ? `is answered with ${String(reply.status)}` : isAllowed ? await judgeReply(route.options, reply) : undefined;
      if (reason !== undefined) return { reason: `${what} ${reason}` };
    }
  }
  return undefined;
}

function ask(api: ApiRoutes, { extension, options: { method, path, permissions } }: Route, { params, query, body }: Question): Promise<ApiReply> {
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? 'x');
  return api.handle({
    method,
    url: `/plugins/${extension.plugin}${address}${query === undefined || query === '' ? '' : `?${query}`}`,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    ...(body !== undefined && { body }),
    user: { id: 'alice', name: 'Alice', permissions },
  });
}

async function judgeReply({ response }: RouteOptions, { status, headers, body }: ApiReply): Promise<string | undefined> {
  const isJson = headers['content-type']?.includes('json') === true;
  if (response === undefined || status < 200 || status >= 300 || body === undefined || !isJson) return undefined;
  const { problem } = await createParameterChecks().complete(response, JSON.parse(Buffer.from(body).toString()) as JsonValue);
  return problem === undefined ? undefined : `is answered with what its schema does not allow: ${problem}`;
}

function listAllowed(route: RouteOptions): readonly Question[] {
  const params = listParams(route);
  const queries = route.query === undefined ? [''] : sampleParameters(route.query).map(encodeQuery);
  const bodies = route.body === undefined ? [undefined] : sampleValues(route.body).map((body) => JSON.stringify(body));
  const [first = {}] = params;
  return [
    ...params.map((each) => createQuestion(each, queries[0], bodies[0])),
    ...queries.map((query) => createQuestion(first, query, bodies[0])),
    ...bodies.map((body) => createQuestion(first, queries[0], body)),
  ];
}

function listWrong(route: RouteOptions): readonly Question[] {
  const [params = {}] = listParams(route);
  const allowed = listAllowed(route)[0];
  const stray = (schema: JsonObject | undefined): readonly Parameters[] => {
    const whole = sampleParameters(schema ?? {})[1] ?? {};
    return [{}, ...Object.keys(propertiesOf(schema ?? {})).flatMap((name) => STRAY_VALUES.map((value) => ({ ...whole, [name]: value })))];
  };
  const bodies = ['{', 'null', '[]', '"text"', '{"__proto__":{"a":1},"constructor":null}', ...stray(route.body).map((body) => JSON.stringify(body))];
  const queries = ['%', 'a=1&a=2', '__proto__=1', ...stray(route.query).map(encodeQuery)];
  return [
    ...(route.method === 'GET' ? [] : [undefined, ...bodies].map((body) => createQuestion(params, allowed?.query, body))),
    ...queries.map((query) => createQuestion(params, query, allowed?.body)),
  ];
}

function listUnknown(route: RouteOptions): readonly Question[] {
  const names = listPathNames(route.path);
  if (names.length === 0) return [];
  const allowed = listAllowed(route)[0];
  return UNKNOWN_IDS.map((id) => createQuestion(Object.fromEntries(names.map((name) => [name, id])), allowed?.query, allowed?.body));
}

function listParams({ path, params = {} }: RouteOptions): readonly Question['params'][] {
  const names = listPathNames(path);
  const samples = names.length === 0 || Object.keys(propertiesOf(params)).length === 0 ? [{}] : sampleParameters(params);
  return samples.map((sample: Parameters) => Object.fromEntries(names.map((name) => [name, encodeURIComponent(toText(sample[name]) || 'x')])));
}

function createQuestion(params: Question['params'], query: string | undefined, body: string | undefined): Question {
  return { params, ...(query !== undefined && { query }), ...(body !== undefined && { body }) };
}

function encodeQuery(values: Parameters): string {
  return new URLSearchParams(Object.entries(values).flatMap(([name, value]) => (Array.isArray(value) ? (value as readonly JsonValue[]) : [value]).map((each): [string, string] => [name, toText(each)]))).toString();
}

function toText(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}

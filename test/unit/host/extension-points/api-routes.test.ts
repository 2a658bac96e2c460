import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../../sdk/index.ts';
import { fail } from '../../../../src/core/diagnostics/plexi-error.ts';
import { createApiRoutes, type ApiRequest } from '../../../../src/host/extension-points/api-routes.ts';
import { parseContribution } from '../../../../src/host/extension-points/contribution.ts';
import { routeType } from '../../../../src/host/extension-points/route-type.ts';
import { createVirtualClock } from '../../../../src/host/virtual-clock.ts';
import { fakeExtensions } from './fake-extensions.ts';

const city = { type: 'object', properties: { city: { type: 'string', maxLength: 10 } }, required: ['city'], additionalProperties: false };
const days = { type: 'object', properties: { days: { type: 'integer', minimum: 1, default: 3 }, tags: { type: 'array', items: { type: 'boolean' } } }, additionalProperties: false };
const ROUTES: readonly (Readonly<Record<string, JsonValue>> & { readonly method: string; readonly path: string })[] = [
  { method: 'GET', path: '/forecasts/{city}', query: days, summary: 'Forecast' },
  { method: 'GET', path: '/forecasts/today' },
  { method: 'POST', path: '/forecasts', body: city, permissions: ['weather.create'] },
  { method: 'PUT', path: '/files', public: true },
  { method: 'GET', path: '/limited', public: true, rateLimit: { requests: 2, perSeconds: 60 } },
  { method: 'DELETE', path: '/days/{day}', params: { type: 'object', properties: { day: { type: 'integer' } } } },
];
const route = Object.fromEntries(ROUTES.map((each) => [`${each.method} ${each.path}`, { public: false, permissions: [], ...each }]));

function open(handleRoute: (...args: readonly never[]) => unknown = (name, given) => ({ status: 200, body: { name, given } })) {
  const clock = createVirtualClock('2026-01-01T12:00:00Z');
  const extensions = fakeExtensions({ weather: { contributions: { route }, hooks: { handleRoute } }, 'weather/deep': { contributions: { route: { 'GET /x': { method: 'GET', path: '/x', public: true, permissions: [] } } }, hooks: { handleRoute } } });
  const failed: string[] = [];
  const api = createApiRoutes({ extensions, clock, maxBodyBytes: 100, onDiagnostic: (plugin, { code }) => void failed.push(`${plugin} ${code}`) });
  async function ask(method: string, path: string, more: Partial<ApiRequest> = {}) {
    const { status, headers, body } = await api.handle({ method, url: `/plugins/${path}`, user: ADA, ...more });
    const text = new TextDecoder().decode(body);
    return { status, headers, text, json: headers['content-type']?.includes('json') === true ? (JSON.parse(text) as Record<string, Record<string, unknown>>) : {} };
  }
  return { clock, extensions, failed, api, ask };
}

const ADA = { id: 'ada', name: 'Ada', permissions: ['weather.create'] };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const json = (value: unknown): Partial<ApiRequest> => ({ body: bytes(JSON.stringify(value)), headers: { 'content-type': 'application/json; charset=utf-8' } });

describe('a route', () => {
  test('gets what was asked, checked and completed, and who asked', async () => {
    const { ask } = open();
    const { json } = await ask('GET', 'weather/forecasts/S%C3%A3o%20Paulo?days=2&tags=true&tags=false', { headers: { accept: '*/*', authorization: 'Bearer secret' } });
    expect(json).toEqual({
      name: 'GET /forecasts/{city}',
      given: { method: 'GET', path: '/forecasts/S%C3%A3o%20Paulo', params: { city: 'São Paulo' }, query: { days: 2, tags: [true, false] }, headers: { accept: '*/*' }, user: { id: 'ada', name: 'Ada', permissions: [] }, signal: {} },
    });
  });

  const FOUND = [
    ['GET', 'weather/forecasts/today', 'GET /forecasts/today'],
    ['GET', 'weather/forecasts/Oslo', 'GET /forecasts/{city}'],
    ['DELETE', 'weather/days/3', 'DELETE /days/{day}'],
    ['GET', 'weather/deep/x', 'GET /x'],
  ] as const;
  for (const [method, path, name] of FOUND) {
    test(`is found: ${method} ${path} is ${name}`, async () => {
      expect((await open().ask(method, path)).json).toMatchObject({ name });
    });
  }

  const REFUSED = [
    [404, 'GET', 'weather', {}],
    [404, 'GET', 'weather/', {}],
    [404, 'GET', 'wetter/forecasts/Oslo', {}],
    [404, 'GET', 'weather/forecasts/Oslo/', {}],
    [404, 'GET', 'weather/forecasts/', {}],
    [404, 'GET', 'weather/forecasts/%', {}],
    [405, 'PATCH', 'weather/forecasts/Oslo', {}],
    [401, 'GET', 'weather/forecasts/Oslo', { user: undefined }],
    [403, 'POST', 'weather/forecasts', { ...json({ city: 'Oslo' }), user: { id: 'bob', permissions: [] } }],
    [413, 'POST', 'weather/forecasts', json({ city: 'x'.repeat(100) })],
    [415, 'POST', 'weather/forecasts', { body: bytes('city=Oslo'), headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
    [400, 'POST', 'weather/forecasts', { body: bytes('{'), headers: { 'content-type': 'application/json' } }],
    [400, 'POST', 'weather/forecasts', {}],
    [400, 'POST', 'weather/forecasts', json({ city: 1 })],
    [400, 'POST', 'weather/forecasts', json(null)],
    [400, 'GET', 'weather/forecasts/Oslo?days=0', {}],
    [400, 'GET', 'weather/forecasts/Oslo?days=many', {}],
    [400, 'GET', 'weather/forecasts/Oslo?days=1&days=2', {}],
    [400, 'GET', 'weather/forecasts/Oslo?__proto__=1', {}],
    [400, 'DELETE', 'weather/days/monday', {}],
  ] as const;
  for (const [status, method, path, more] of REFUSED) {
    test(`answers ${status} to ${method} ${path} before the plugin is called`, async () => {
      const { ask, extensions } = open();
      const { user = ADA, ...given } = more as Partial<ApiRequest>;
      const answer = await ask(method, path, 'user' in more && more.user === undefined ? ({ ...given, user: undefined } as never) : { ...given, user });
      expect(answer).toMatchObject({ status, headers: { 'content-type': 'application/problem+json' }, json: { status, type: 'about:blank' } });
      expect(extensions.calls).toEqual([]);
    });
  }

  test('names the methods that an address takes', async () => {
    expect((await open().ask('PATCH', 'weather/forecasts/today')).headers).toMatchObject({ allow: 'GET' });
  });

  test('is limited, each user apart from others, and again and again', async () => {
    const { ask, clock } = open();
    const statuses = async (more: Partial<ApiRequest>) => [(await ask('GET', 'weather/limited', more)).status, (await ask('GET', 'weather/limited', more)).status, (await ask('GET', 'weather/limited', more)).status];
    expect(await statuses({})).toEqual([200, 200, 429]);
    expect(await statuses({ user: { id: 'bob', permissions: [] } })).toEqual([200, 200, 429]);
    await clock.advance('20s');
    expect((await ask('GET', 'weather/limited')).headers).toMatchObject({ 'retry-after': '40' });
    await clock.advance('40s');
    expect(await statuses({})).toEqual([200, 200, 429]);
  });

  test('takes texts and bytes where it has no schema', async () => {
    const { ask } = open();
    expect((await ask('PUT', 'weather/files', { body: bytes('ä'), headers: { 'content-type': 'text/csv' } })).json['given']).toMatchObject({ body: 'ä' });
    expect((await ask('PUT', 'weather/files', json({ a: 1 }))).json['given']).toMatchObject({ body: { a: 1 } });
  });
});

describe('what a route returns', () => {
  const REPLIES = [
    ['JSON', { status: 201, body: { a: 1 } }, 201, 'application/json', '{"a":1}'],
    ['text', { status: 200, body: 'hi' }, 200, 'text/plain; charset=utf-8', 'hi'],
    ['bytes', { status: 200, body: bytes('hi') }, 200, 'application/octet-stream', 'hi'],
    ['text of another type', { status: 200, body: '<p>', headers: { 'content-type': 'text/html' } }, 200, 'text/html', '<p>'],
    ['nothing', { status: 204 }, 204, undefined, ''],
    ['a refusal', { status: 418, refusal: 'a teapot' }, 418, 'application/problem+json', '{"type":"about:blank","title":"I\'m a Teapot","status":418,"detail":"a teapot"}'],
  ] as const;
  for (const [what, result, status, type, text] of REPLIES) {
    test(`may be ${what}`, async () => {
      const answer = await open(() => result).ask('GET', 'weather/forecasts/today');
      expect([answer.status, answer.headers['content-type'], answer.text]).toEqual([status, type, text]);
    });
  }

  test('never runs in a browser as the host, and sets nothing for the whole host', async () => {
    const headers = { 'content-type': 'text/html', 'set-cookie': 'a=b', 'access-control-allow-origin': '*', 'content-security-policy': 'none', 'x-own': '1' };
    const answer = await open(() => ({ status: 200, body: '<script>', headers })).ask('GET', 'weather/forecasts/today');
    expect(answer.headers).toEqual({ 'content-type': 'text/html', 'x-own': '1', 'content-security-policy': "default-src 'none'; sandbox", 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
  });

  const WRONG = [
    ['no status', { body: 1 }],
    ['a status that is none', { status: 99 }],
    ['a refusal that is a success', { status: 200, refusal: 'no' }],
    ['a header that begins another one', { status: 200, headers: { a: 'b\r\nset-cookie: c' } }],
    ['a body that is a stream', { status: 200, body: (async function* () { yield 1; })() }],
    ['a failure', 'fail'],
  ] as const;
  for (const [what, result] of WRONG) {
    test(`may not be ${what}: whoever asked gets a 500 without a reason, and the host hears of it`, async () => {
      const { ask, failed } = open(() => (result === 'fail' ? fail('PLX4113', { plugin: 'weather' }) : result));
      const answer = await ask('GET', 'weather/forecasts/today');
      expect(answer).toMatchObject({ status: 500, json: { detail: 'the plugin that answers here has failed' } });
      expect(failed).toEqual([result === 'fail' ? 'weather PLX4113' : 'weather PLX4301']);
    });
  }

  test('is not waited for when nobody wants it any more', async () => {
    const controller = new AbortController();
    const { ask } = open(() => { controller.abort(new Error('enough')); return fail('PLX4113', { plugin: 'weather' }); });
    await expect(ask('GET', 'weather/forecasts/today', { signal: controller.signal })).rejects.toThrow('enough');
  });
});

describe('the OpenAPI document', () => {
  test('describes every route, of one plugin or of all', () => {
    const { api } = open();
    expect(Object.keys(api.openapi().paths)).toContain('/plugins/weather/deep/x');
    const { openapi, paths, tags } = api.openapi({ plugin: 'weather', title: 'Weather', version: '2.0.0' });
    expect([openapi, tags]).toEqual(['3.1.0', [{ name: 'weather' }]]);
    expect(paths['/plugins/weather/forecasts/{city}']?.['get']).toMatchObject({
      operationId: 'weather_GET_forecasts_city',
      summary: 'Forecast',
      security: [{ user: [] }],
      parameters: [{ name: 'city', in: 'path', required: true, schema: { type: 'string' } }, { name: 'days', in: 'query', required: false }, { name: 'tags' }],
    });
    expect(paths['/plugins/weather/forecasts']?.['post']).toMatchObject({ requestBody: { required: true, content: { 'application/json': { schema: city } } }, description: 'Needs `weather.create`.' });
    expect(paths['/plugins/weather/limited']?.['get']).toMatchObject({ security: [], responses: { 429: { $ref: '#/components/responses/Problem' } } });
  });

  test('names every operation once', () => {
    const operations = Object.values(open().api.openapi().paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
    expect(new Set(operations).size).toBe(operations.length);
  });
});

describe('a route cannot be offered', () => {
  const parse = (options: Readonly<Record<string, JsonValue>>) => parseContribution('weather', { type: 'route', name: 'GET /a/{b}', options: { method: 'GET', path: '/a/{b}', public: false, permissions: [], ...options } }, routeType);
  const PROBLEMS = [
    ['under another name', { path: '/a/{c}' }, 'its name must be its method and its path'],
    ['for everybody and for some', { public: true, permissions: ['users.read'] }, 'it is public and asks for permissions, which only somebody who is signed in can have'],
    ['with a schema for what its path lacks', { params: { type: 'object', properties: { c: {} } } }, 'its path has no part "c"'],
  ] as const;
  for (const [what, options, problem] of PROBLEMS) {
    test(what, () => {
      expect(routeType.check?.(parse(options), 'GET /a/{b}')).toBe(problem);
    });
  }

  for (const path of ['a', '/a b', '/a/{b', '/../a', '/a?b', '//a']) {
    test(`at "${path}"`, () => {
      expect(() => parse({ path })).toThrowCode('PLX4302');
    });
  }
});

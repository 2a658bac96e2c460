import { describe, expect, test } from 'vitest';
import type { MiddlewareRequest, MiddlewareResponse } from '../../../../sdk/index.ts';
import { fail } from '../../../../src/core/diagnostics/plexi-error.ts';
import { createMiddleware } from '../../../../src/host/extension-points/middleware.ts';
import { fakeExtensions, type FakePlugin } from './fake-extensions.ts';

const REQUEST: MiddlewareRequest = {
  id: 'r-1', scope: 'api', method: 'GET', path: '/messages', query: {}, headers: { accept: '*/*', authorization: 'Bearer secret', cookie: 'session=secret' }, userId: 'ada',
};

function layer(hooks: FakePlugin['hooks'] = {}, options: { readonly failure?: string; readonly scopes?: readonly string[] } = {}): FakePlugin {
  return { contributions: { middleware: { hooks: { scopes: ['api'], failure: 'open', ...options } } }, hooks };
}

const respond = async ({ path, headers }: MiddlewareRequest): Promise<MiddlewareResponse> => ({ status: 200, headers: { 'set-cookie': 'session=secret' }, body: { path, headers } });

function open(plugins: Readonly<Record<string, FakePlugin>>) {
  const extensions = fakeExtensions(plugins);
  const failed: string[] = [];
  const middleware = createMiddleware({ extensions, onDiagnostic: (plugin, { code }) => void failed.push(`${plugin} ${code}`) });
  return { extensions, failed, handle: (request = REQUEST) => middleware.handle(request, respond) };
}

const crash = (): never => fail('PLX4113', { plugin: 'broken' });
const mark = (name: string) => ({
  beforeRequest: (request: MiddlewareRequest) => ({ ...request, path: `${request.path}/${name}` }),
  afterResponse: (_: MiddlewareRequest, response: MiddlewareResponse) => ({ ...response, headers: { ...response.headers, via: `${response.headers['via'] ?? ''}${name}` } }),
});

describe('middleware', () => {
  test('sees requests by priority, and responses in reverse', async () => {
    const { handle, extensions } = open({ a: layer(mark('a')), b: layer(mark('b')) });
    expect(await handle()).toMatchObject({ headers: { via: 'ba' }, body: { path: '/messages/a/b' } });
    expect(extensions.calls.map(({ target }) => target)).toEqual(['a.beforeRequest', 'b.beforeRequest', 'b.afterResponse', 'a.afterResponse']);
  });

  test('may let everything pass', async () => {
    expect(await open({ a: layer({ beforeRequest: () => undefined, afterResponse: () => undefined }), b: layer() }).handle()).toEqual(await respond(REQUEST));
  });

  test('may answer: nobody behind it sees the request, and those before it see the answer', async () => {
    const { handle, extensions } = open({ a: layer(mark('a')), b: layer({ beforeRequest: () => ({ status: 403, headers: {} }), ...{} }), c: layer(mark('c')) });
    expect(await handle()).toEqual({ status: 403, headers: { via: 'a' } });
    expect(extensions.calls.map(({ target }) => target)).toEqual(['a.beforeRequest', 'b.beforeRequest', 'a.afterResponse']);
  });

  test('sees only the requests of its scopes', async () => {
    const { handle, extensions } = open({ a: layer(mark('a'), { scopes: ['web'] }) });
    await handle();
    expect(extensions.calls).toEqual([]);
  });

  test('never sees credentials, and cannot change or make up any', async () => {
    const { handle, extensions } = open({
      a: layer({
        beforeRequest: (request: MiddlewareRequest) => ({ ...request, headers: { ...request.headers, authorization: 'Bearer forged' } }),
        afterResponse: (_: MiddlewareRequest, response: MiddlewareResponse) => ({ ...response, headers: { 'set-cookie': 'forged' } }),
      }),
    });
    expect(await handle()).toEqual(await respond(REQUEST));
    expect(JSON.stringify(extensions.calls.map(({ args }) => (args.at(-1) as { headers: object }).headers))).not.toContain('secret');
  });

  test('cannot say who asks, or where the request came from', async () => {
    const seen: MiddlewareRequest[] = [];
    const extensions = fakeExtensions({ a: layer({ beforeRequest: (request: MiddlewareRequest) => ({ ...request, id: 'x', scope: 'cli', userId: 'root' }) }) });
    await createMiddleware({ extensions }).handle(REQUEST, (request) => { seen.push(request); return respond(request); });
    expect(seen).toEqual([REQUEST]);
  });

  const NONSENSE = [
    ['a text', 'yes'],
    ['a path with a line break', { ...REQUEST, path: '/a\nb' }],
    ['a header with a line break', { ...REQUEST, headers: { a: 'b\r\nset-cookie: c' } }],
    ['a header whose name is none', { ...REQUEST, headers: { 'a b': 'c' } }],
    ['a status that is none', { status: 1000, headers: {} }],
    ['a body that is a stream', { status: 200, headers: {}, body: (async function* () { yield 1; })() }],
  ] as const;
  for (const [what, result] of NONSENSE) {
    test(`that returns ${what} is passed over when it is open, and refuses when it is closed`, async () => {
      const passed = open({ a: layer({ beforeRequest: () => result }) });
      expect(await passed.handle()).toEqual(await respond(REQUEST));
      expect(passed.failed).toEqual(['a PLX4301']);
      expect(await open({ a: layer({ beforeRequest: () => result }, { failure: 'closed' }) }).handle()).toMatchObject({ status: 503 });
    });
  }

  test('that fails is passed over when it is open, and refuses when it is closed', async () => {
    for (const hook of ['beforeRequest', 'afterResponse']) {
      expect(await open({ a: layer({ [hook]: crash }) }).handle()).toEqual(await respond(REQUEST));
      expect(await open({ a: layer({ [hook]: crash }, { failure: 'closed' }) }).handle()).toMatchObject({ status: 503 });
    }
  });

  test('may be functions of a plugin of any kind', async () => {
    const runContribution = (_type: string, name: string, phase: string, given: MiddlewareRequest) => (phase === 'before' ? { ...given, path: `/${name}` } : null);
    const extensions = fakeExtensions({ a: { contributions: { middleware: { rewrite: { scopes: ['api'], failure: 'open', runs: true } } }, hooks: { runContribution } } });
    expect(await createMiddleware({ extensions }).handle(REQUEST, respond)).toMatchObject({ body: { path: '/rewrite' } });
  });
});

import { describe, expect, test } from 'vitest';
import type { MiddlewareRequest } from '../../../sdk/index.ts';
import { createMiddleware } from '../../../src/host/extension-points/middleware.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from '../host/open-host.ts';

const code = (name: string, failure = 'open'): string => `
import { Middleware, type MiddlewareRequest, type MiddlewareResponse } from 'plexi-plugin/sdk';

export default class Marker extends Middleware {
  override readonly failure = '${failure}';
  override beforeRequest(request: MiddlewareRequest): MiddlewareRequest {
    if (request.query['fail'] === '${name}') throw new Error('no');
    return { ...request, path: request.path + '/${name}' };
  }
  override afterResponse(_request: MiddlewareRequest, response: MiddlewareResponse): MiddlewareResponse {
    return { ...response, headers: { ...response.headers, via: (response.headers['via'] ?? '') + '${name}' } };
  }
}`;

const REQUEST: MiddlewareRequest = { id: 'r-1', scope: 'web', method: 'GET', path: '', query: {}, headers: {} };

async function open(grants: readonly string[] | 'all' = 'all') {
  const host = openHost();
  const permissions = ['requests.intercept'];
  await host.start(await buildPlugin(code('b', 'closed'), { name: 'second', type: 'middleware', permissions, priority: 20 }), { grants });
  await host.start(await buildPlugin(code('a'), { name: 'first', type: 'middleware', permissions, priority: 10 }), { grants });
  const middleware = createMiddleware(host.manager);
  return { ...host, handle: (query = {}) => middleware.handle({ ...REQUEST, query }, async ({ path }) => ({ status: 200, headers: {}, body: path })) };
}

describe('middleware in the sandbox', () => {
  test('is asked by priority, and in reverse', async () => {
    const { handle } = await open();
    expect(await handle()).toEqual({ status: 200, headers: { via: 'ba' }, body: '/a/b' });
  });

  test('that fails never breaks the host', async () => {
    const { handle } = await open();
    expect(await handle({ fail: 'a' })).toMatchObject({ status: 200, body: '/b' });
    expect(await handle({ fail: 'b' })).toMatchObject({ status: 503, headers: { via: 'a' } });
  });

  test('sees nothing without the permission, and the host says so', async () => {
    const { handle, manager } = await open([]);
    expect(await handle()).toEqual({ status: 200, headers: {}, body: '' });
    expect(manager.denials).toMatchObject([{ plugin: 'second', permission: 'requests.intercept', declared: true }, { plugin: 'first' }]);
  });
});

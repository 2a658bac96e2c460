import { describe, expect, test } from 'vitest';
import type { Manifest } from '../../../src/core/manifest/schema.ts';
import { createApiRoutes, type ApiRequest } from '../../../src/host/extension-points/api-routes.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from '../host/open-host.ts';

const CODE = `
import { ApiError, ApiExtension, ApiResponse, defineRoute } from 'plexi-plugin/sdk';

export default class Weather extends ApiExtension {
  override readonly routes = [
    defineRoute({
      method: 'GET',
      path: '/forecasts/{city}',
      query: { type: 'object', properties: { days: { type: 'integer', minimum: 1, default: 3 } } },
      handle: async ({ params, query, user }) => {
        const forecast = await this.storage.get(params.city);
        if (forecast === undefined) throw new ApiError(404, 'there is no forecast for ' + params.city);
        return { forecast, days: query.days, for: user.id };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/forecasts',
      permissions: ['weather.create'],
      body: { type: 'object', properties: { city: { type: 'string' }, forecast: { type: 'string' } }, required: ['city', 'forecast'] },
      handle: async ({ body }) => {
        await this.storage.set(body.city, body.forecast);
        return new ApiResponse(201, body);
      },
    }),
    defineRoute({ method: 'GET', path: '/picture', public: true, handle: () => Uint8Array.of(1, 2, 3) }),
    defineRoute({ method: 'GET', path: '/broken', public: true, handle: () => { throw new Error('secret'); } }),
  ];
}`;

const MANIFEST: Partial<Manifest> = { type: 'api-extension', permissions: ['api.create_endpoints'], defines_permissions: [{ name: 'weather.create', title: 'Add forecasts' }] };
const ADA = { id: 'ada', permissions: ['weather.create'] };

async function open(manifest: Partial<Manifest> = MANIFEST, grants: readonly string[] | 'all' = 'all') {
  const host = openHost();
  await host.start(await buildPlugin(CODE, manifest), { grants });
  const api = createApiRoutes(host.manager);
  async function ask(method: string, path: string, more: Partial<ApiRequest> = {}): Promise<readonly [number, string]> {
    const { status, body } = await api.handle({ method, url: `/plugins/weather${path}`, user: ADA, ...more });
    return [status, new TextDecoder().decode(body)];
  }
  return { ...host, api, ask };
}

describe('an API extension in the sandbox', () => {
  test('answers what was checked, refuses in its own words, and keeps its failures to itself', async () => {
    const { ask } = await open();
    const forecast = { city: 'Oslo', forecast: 'snow' };
    const body = new TextEncoder().encode(JSON.stringify(forecast));
    expect(await ask('POST', '/forecasts', { body, headers: { 'content-type': 'application/json' } })).toEqual([201, JSON.stringify(forecast)]);
    expect(await ask('GET', '/forecasts/Oslo?days=2')).toEqual([200, '{"forecast":"snow","days":2,"for":"ada"}']);
    expect(await ask('GET', '/forecasts/Rome')).toEqual([404, expect.stringContaining('there is no forecast for Rome')]);
    expect(await ask('GET', '/picture')).toEqual([200, '\u0001\u0002\u0003']);
    expect(await ask('GET', '/broken')).toEqual([500, expect.not.stringContaining('secret')]);
  });

  test('answers nothing without the permission, and the host says so', async () => {
    const { ask, manager } = await open(MANIFEST, []);
    expect(await ask('GET', '/picture')).toEqual([404, expect.any(String)]);
    expect(manager.denials).toMatchObject([{ permission: 'api.create_endpoints', method: 'offering a route' }]);
  });

  test('is not loaded when a route asks for a permission that nobody defines', async () => {
    await expect(open({ ...MANIFEST, defines_permissions: [] })).rejects.toThrowCode('PLX4300');
  });
});

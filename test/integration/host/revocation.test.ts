import { beforeAll, describe, expect, test } from 'vitest';
import type { BoundaryValue } from '../../../sdk/runtime-interface.ts';
import type { CallRecord } from '../../../src/host/call-records.ts';
import { createApiRoutes } from '../../../src/host/extension-points/api-routes.ts';
import type { PluginManager, PluginManagerOptions } from '../../../src/host/plugin-manager.ts';
import type { PluginSource } from '../../../src/host/plugin-source.ts';
import { createFakeHttp } from '../../../src/host/services/fake-http.ts';
import { createDeferred } from '../../../src/sandbox/deferred.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from './open-host.ts';

// It does what the test tells it, answers a route, reads the log and listens to the chat.
const PLUGIN = {
  'src/index.ts': `import { MessageProcessor, registerLogHandler } from 'plexi-plugin/sdk';
const call = (...args) => globalThis.__plexi.call(...args);
export default class Weather extends MessageProcessor {
  @registerLogHandler({ from: 'others' })
  async keep({ text }) { await this.storage.set('line', text); }
  override async onMessageReceived({ message }) {
    if (message.content === 'wait') await fetch('https://api.example.com/gate');
    await this.storage.set('heard', message.content);
  }
  override async healthCheck(body) {
    try { return { got: (await new Function('call', 'return (async () => {' + body + '})()')(call)) ?? null }; } catch ({ code }) { return { code }; }
  }
}`,
  'src/api.ts': `import { ApiExtension, defineRoute } from 'plexi-plugin/sdk';
export default class Api extends ApiExtension {
  override readonly routes = [defineRoute({ method: 'GET', path: '/now', public: true, handle: () => 'sunny' })];
}`,
};

let source: PluginSource;
beforeAll(async () => {
  source = await buildPlugin(PLUGIN, {
    type: ['message-processor', 'api-extension'],
    entry_points: { api_routes: ['src/api.ts'] },
    permissions: ['messages.read', 'messages.write', 'external.api', 'files.write', 'api.create_endpoints', 'logs.read'],
  });
});

async function open(options: PluginManagerOptions = {}) {
  const host = openHost(options);
  await host.start(source);
  const run = (body: string): Promise<BoundaryValue> => tell(host.manager, body);
  return { ...host, run };
}

async function tell(manager: PluginManager, body: string): Promise<BoundaryValue> {
  const [answer = null] = await manager.executePlugin('weather', 'healthCheck', [body]);
  return answer;
}

const SEND = `return (await call('messages.send', { channelId: 'general', content: 'hello' })).content;`;
const GET = `return call('http.send', { id: 1, url: 'https://api.example.com/gate', method: 'GET', headers: [], redirect: 'follow' });`;
const DENIED = { code: 'PERMISSION_DENIED' };

describe('a permission that is taken from a running plugin', () => {
  test('is missing at its next call, and is there at the next one after it was given back', async () => {
    const { manager, run, answers } = await open();
    expect(await run(SEND)).toEqual({ got: 'hello' });
    expect(manager.revokePermission('weather', 'messages.write').granted).not.toContain('messages.write');
    expect(await run(SEND)).toEqual(DENIED);
    expect(manager.denials).toMatchObject([{ plugin: 'weather', permission: 'messages.write', method: 'messages.send', declared: true }]);
    expect(await run(`return call('permissions.list', {});`)).toEqual({ got: expect.not.arrayContaining(['messages.write']) as unknown });
    expect(manager.grantPermission('weather', 'messages.write').granted).toContain('messages.write');
    expect(await run(SEND)).toEqual({ got: 'hello' });
    expect(answers()).toEqual(['hello', 'hello']);
  });

  test('is missing at its next event, also at one that was waiting', async () => {
    const http = createFakeHttp();
    const gate = createDeferred<undefined>();
    http.on('GET https://api.example.com/gate', async () => {
      await gate.promise;
      return { text: 'open' };
    });
    const { manager, chat, say, run, deliveries } = await open({ services: { http } });
    await chat.send({ channelId: 'general', authorId: 'alice', content: 'wait' });
    await chat.send({ channelId: 'general', authorId: 'alice', content: 'second' });
    await expect.poll(() => http.requests.length).toBe(1);
    manager.revokePermission('weather', 'messages.read');
    gate.resolve(undefined);
    await say('third');
    const outcomes = deliveries.flatMap((report) => report.deliveries.map(({ outcome, attempts, permission }) => [outcome, attempts, permission]));
    expect(outcomes.sort()).toEqual([['delivered', 1, undefined], ['refused', 0, 'messages.read'], ['refused', 0, 'messages.read']]);
    manager.grantPermission('weather', 'messages.read');
    await say('fourth');
    expect(await run(`return call('storage.get', { key: 'heard' });`)).toEqual({ got: { value: 'fourth' } });
  });

  test('takes its routes and its handlers of the log away, and brings them back', async () => {
    const { manager } = await open();
    const api = createApiRoutes(manager);
    const ask = async (): Promise<number> => (await api.handle({ method: 'GET', url: '/plugins/weather/now' })).status;
    expect(await ask()).toBe(200);
    manager.revokePermission('weather', 'api.create_endpoints');
    expect(await ask()).toBe(404);
    const target = { plugin: 'weather', entry: 'src/api.ts', type: 'route', name: 'GET /now' };
    await expect(manager.extensions.run(target, [])).rejects.toMatchObject({ code: 'PLX4490' });
    manager.grantPermission('weather', 'api.create_endpoints');
    expect(await ask()).toBe(200);
    const handlers = (): number => manager.extensions.list({ contribution: 'host-log-handler' }).length;
    expect(handlers()).toBe(1);
    manager.revokePermission('weather', 'logs.read');
    expect(handlers()).toBe(0);
  });

  test('ends what is open: a request that waits, the body of an answer, an upload', async () => {
    const http = createFakeHttp();
    const gate = createDeferred<undefined>();
    http.on('GET https://api.example.com/gate', { stream: ['one', 'two'] });
    const { manager, run } = await open({ services: { http } });
    const opened = (await run(GET)) as { readonly got: { readonly stream: number } };
    expect(await run(`return call('files.upload', { channelId: 'general', name: 'a.txt', mediaType: 'text/plain' });`)).toEqual({ got: 1 });
    http.on('GET https://api.example.com/gate', () => gate.promise.then(() => ({})));
    const waiting = run(GET.replace('id: 1', 'id: 2'));
    await expect.poll(() => http.requests.length).toBe(2);
    manager.revokePermission('weather', 'external.api');
    manager.revokePermission('weather', 'files.write');
    expect(await waiting).toEqual(DENIED);
    expect(await run(`return call('streams.next', { stream: ${String(opened.got.stream)} });`)).toEqual(DENIED);
    manager.grantPermission('weather', 'files.write');
    expect(await run(`return call('files.finish', { upload: 1 });`)).toEqual({ code: 'NOT_FOUND' });
    gate.resolve(undefined);
  });

  test('stays away after a reload', async () => {
    const { manager, run } = await open();
    manager.revokePermission('weather', 'messages.write');
    await manager.reloadPlugin('weather');
    expect(await run(SEND)).toEqual(DENIED);
  });

  test('has to be one that the manifest asks for', async () => {
    const { manager } = await open();
    expect(() => manager.grantPermission('weather', 'users.read')).toThrowCode('PLX4105');
    expect(() => manager.revokePermission('weather', 'message.read')).toThrowCode('PLX4105');
    expect(() => manager.grantPermission('nobody', 'users.read')).toThrowCode('PLX4103');
  });
});

test('every call leaves a record: what was allowed, denied and failed, without secrets and content', async () => {
  const records: CallRecord[] = [];
  const { manager, run } = await open({ onCall: (record) => void records.push(record), services: { http: createFakeHttp() } });
  records.length = 0;
  await run(SEND);
  manager.revokePermission('weather', 'messages.write');
  await run(SEND);
  await run(GET.replace('/gate', '/gate?token=abc'));
  const record = { plugin: 'weather', time: expect.any(Number) as number, durationMs: 0 };
  expect(records).toEqual([
    { ...record, method: 'messages.send', permission: 'messages.write', resource: 'general', outcome: 'allowed' },
    { ...record, method: 'messages.send', permission: 'messages.write', resource: 'general', outcome: 'denied', code: 'PERMISSION_DENIED' },
    { ...record, method: 'http.send', permission: 'external.api', resource: 'api.example.com', outcome: 'failed', code: 'NETWORK_FAILED' },
  ]);
});

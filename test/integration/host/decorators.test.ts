import { describe, expect, test } from 'vitest';
import { createMiddleware } from '../../../src/host/extension-points/middleware.ts';
import { HostCallError } from '../../../src/sandbox/engine.ts';
import { createFakeHttp } from '../../../src/host/services/fake-http.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from './open-host.ts';

const plugin = (body: string): string => `
import { cacheResult, externalApi, MessageProcessor, PermissionError, rateLimit, registerMiddleware, requirePermission, type ExternalCall, type MessageEvent, type OnBehalf } from 'plexi-plugin/sdk';
export default class Tester extends MessageProcessor {
  override onLoad(): void {}
${body}
}`;

describe('externalApi', () => {
  const CALLS = plugin(`
    override async onMessageReceived({ message }: MessageEvent): Promise<void> {
      try {
        const response = await this.call(message.content);
        this.logger.info('answered', { status: response.status });
      } catch (error) {
        this.logger.info(error instanceof Error ? error.name : 'other');
      }
    }
    @externalApi({ retries: 3, delay: '1s', longestDelay: '20s', timeout: '5s' })
    call(path: string, { signal, idempotencyKey, attempt }: ExternalCall = { signal: undefined as never, idempotencyKey: '', attempt: 0 }) {
      return fetch('https://api.example.com/' + path, { method: 'POST', signal, headers: { 'idempotency-key': idempotencyKey, 'x-attempt': String(attempt) } });
    }`);
  const MANIFEST = { permissions: ['messages.read', { permission: 'external.api', hosts: ['api.example.com'] }] };

  async function call(answers: readonly ({ status: number; headers?: Record<string, string> } | 'down')[]) {
    const http = createFakeHttp();
    const times: number[] = [];
    let next = 0;
    const host = openHost({ services: { http } });
    http.on('POST https://api.example.com/*', () => {
      times.push((host.clock.now() - Date.UTC(2026, 0, 1, 12)) / 1_000);
      const answer = answers[Math.min(next, answers.length - 1)] ?? 'down';
      next += 1;
      if (answer === 'down') throw new HostCallError('NETWORK_FAILED', 'connection refused');
      return answer;
    });
    await host.start(await buildPlugin(CALLS, MANIFEST));
    void host.manager.services.chat.send({ channelId: 'general', authorId: 'ada', content: 'x' });
    await host.manager.idle();
    await host.clock.advance('2m', () => host.manager.idle());
    await host.manager.idle();
    return { http, times, logs: host.logs.map(({ text, fields }) => (fields ? { ...fields } : text)) };
  }

  test('repeats a call until the server answers, later each time, under one key', async () => {
    const { http, times, logs } = await call(['down', { status: 503 }, { status: 200 }]);
    expect(logs).toEqual([{ status: 200 }]);
    expect(new Set(http.requests.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(http.requests.map(({ headers }) => headers['x-attempt'])).toEqual(['1', '2', '3']);
    expect(times[1]).toBeLessThanOrEqual(1);
    expect((times[2] ?? 0) - (times[1] ?? 0)).toBeLessThanOrEqual(2);
  });

  test('waits as long as the server asks', async () => {
    const { times, logs } = await call([{ status: 429, headers: { 'retry-after': '7' } }, { status: 200 }]);
    expect(times).toEqual([0, 7]);
    expect(logs).toEqual([{ status: 200 }]);
  });

  test('waits until the date that the server names', async () => {
    const { times } = await call([{ status: 503, headers: { 'retry-after': 'Thu, 01 Jan 2026 12:00:09 GMT' } }, { status: 200 }]);
    expect(times).toEqual([0, 9]);
  });

  test('does not ask again a server that wants to be left alone for longer', async () => {
    const { times, logs } = await call([{ status: 429, headers: { 'retry-after': '3600' } }]);
    expect(times).toEqual([0]);
    expect(logs).toEqual([{ status: 429 }]);
  });

  test('gives up in the end, with the last answer or the last failure', async () => {
    expect(await call([{ status: 500 }])).toMatchObject({ times: { length: 4 }, logs: [{ status: 500 }] });
    expect(await call(['down'])).toMatchObject({ times: { length: 4 }, logs: ['TypeError'] });
  });

  test('does not repeat what the server has understood', async () => {
    expect(await call([{ status: 404 }])).toMatchObject({ times: { length: 1 }, logs: [{ status: 404 }] });
  });
});

describe('requirePermission', () => {
  const CHECKS = plugin(`
    override async onMessageReceived({ message }: MessageEvent): Promise<void> {
      const [id = '', ...permissions] = message.content.split(' ');
      for (const call of [() => this.write(), () => this.read(), () => this.own(id === 'nobody' ? {} : { user: { id, permissions } })]) {
        await call().then((done) => { this.logger.info(done); }, (error: unknown) => { this.logger.info(error instanceof PermissionError ? error.permission + ': ' + error.message : String(error)); });
      }
    }
    @requirePermission('messages.write') async write(): Promise<string> { return 'written'; }
    @requirePermission('messages.read') async read(): Promise<string> { return 'read'; }
    @requirePermission('weather.create') async own(_request: OnBehalf): Promise<string> { return 'created'; }`);

  test('lets through what the plugin, or the user, may do', async () => {
    const { start, say, logs } = openHost();
    await start(await buildPlugin(CHECKS, { defines_permissions: [{ name: 'weather.create', title: 'Create alerts' }] }), { grants: ['messages.read'] });
    await say('ada weather.create');
    await say('bob weather.read');
    await say('nobody');
    const refused = 'messages.write: this needs the permission "messages.write": ask for it in the manifest, and let it be granted';
    expect(logs.map(({ text }) => text)).toEqual([
      refused, 'read', 'created',
      refused, 'read', 'weather.create: this needs the permission "weather.create", and "bob" does not have it',
      refused, 'read', 'weather.create: this needs the permission "weather.create", and nobody is signed in',
    ]);
  });
});

describe('registerMiddleware', () => {
  test('lets a plugin of any kind see requests', async () => {
    const { start, manager } = openHost();
    await start(await buildPlugin(plugin(`
      @registerMiddleware({ scopes: ['web'] })
      stamp(phase: 'before' | 'after', request: { path: string }, response?: { headers: object }) {
        if (phase === 'before') return request.path === '/no' ? { status: 403, headers: {} } : undefined;
        return { ...response, headers: { ...response?.headers, 'x-stamp': request.path } };
      }`), { permissions: ['requests.intercept'] }));
    const chain = createMiddleware(manager);
    const ask = (path: string, scope: 'web' | 'api') => chain.handle({ id: '1', scope, method: 'GET', path, query: {}, headers: {} }, () => Promise.resolve({ status: 200, headers: {} }));
    expect(await ask('/yes', 'web')).toEqual({ status: 200, headers: { 'x-stamp': '/yes' } });
    expect((await ask('/no', 'web')).status).toBe(403);
    expect(await ask('/no', 'api')).toEqual({ status: 200, headers: {} });
  });
});

describe('limits and caches in a plugin', () => {
  test('follow the clock of the host', async () => {
    const { start, say, clock, logs } = openHost();
    await start(await buildPlugin(plugin(`
      #runs = 0;
      override async onMessageReceived(): Promise<void> {
        this.logger.info(await this.count());
        try { this.knock(); this.logger.info('in'); } catch (error) { this.logger.info((error as Error).name); }
      }
      @cacheResult({ ttl: '1m' }) async count(): Promise<string> { return String(++this.#runs); }
      @rateLimit({ requests: 1, window: '30s' }) knock(): void {}`)));
    await say('a');
    await say('b');
    await clock.advance('30s');
    await say('c');
    await clock.advance('30s');
    await say('d');
    expect(logs.map(({ text }) => text)).toEqual(['1', 'in', '1', 'RateLimitError', '1', 'in', '2', 'in']);
  });
});

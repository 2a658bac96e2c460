import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createPluginHttp, HTTP_LIMITS, type HttpLimits, type PluginRequest } from '../../../../src/host/http/plugin-http.ts';
import { createPluginScope } from '../../../../src/host/plugin-scope.ts';
import { createPluginStreams } from '../../../../src/host/plugin-streams.ts';
import { createRefuseCall } from '../../../../src/host/refuse-call.ts';
import { createFakeHttp } from '../../../../src/host/services/fake-http.ts';
import type { HttpRequest, HttpService } from '../../../../src/host/services/http.ts';
import { HostCallError } from '../../../../src/sandbox/engine.ts';
import { createVirtualClock } from '../../../../src/host/virtual-clock.ts';

const GET: PluginRequest = { id: 1, url: 'https://api.example.com/', method: 'GET', headers: [], redirect: 'follow', body: undefined };

function open(service: HttpService, limits: Partial<HttpLimits> = {}, countSent: (bytes: number) => void = () => undefined) {
  const clock = createVirtualClock(0);
  const scope = createPluginScope(() => Promise.resolve(null));
  const refuse = createRefuseCall({ plugin: 'weather', requested: new Set(), onDenial: () => undefined });
  const streams = createPluginStreams(scope, refuse);
  const http = createPluginHttp({ plugin: 'weather', service, reach: {}, clock, scope, streams, refuse, countSent, limits: { ...HTTP_LIMITS, ...limits } });
  const readAll = async (request: PluginRequest): Promise<string> => {
    const { stream } = (await http.send(request)) as { readonly stream: number };
    let text = '';
    for (;;) {
      const step = await streams.next(stream);
      if ('done' in step) return text;
      text += Buffer.from(step.value as Uint8Array).toString();
    }
  };
  return { clock, scope, streams, http, readAll };
}

/** A server that never says anything, and the signals by which it was told to stop. */
function createSilence() {
  const signals: AbortSignal[] = [];
  const exchange = ({ signal }: HttpRequest): Promise<never> => {
    signals.push(signal);
    return new Promise(() => undefined);
  };
  return { signals, exchange };
}

function answering(answer: Parameters<ReturnType<typeof createFakeHttp>['on']>[1]): HttpService {
  const http = createFakeHttp();
  http.on('* https://api.example.com/*', answer);
  return http;
}

describe('a request ends', () => {
  test('when the server does not answer in time', async () => {
    const silence = createSilence();
    const { clock, http } = open(silence);
    const sent = expect(http.send(GET)).rejects.toMatchObject({ code: 'TIMEOUT' });
    await clock.advance('1m');
    await sent;
    expect(silence.signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  test('when the answer stops for too long', async () => {
    const { clock, http, streams } = open(answering({ stream: (async function* () {
      yield 'first';
      await new Promise(() => undefined);
    })() }));
    const { stream } = (await http.send(GET)) as { readonly stream: number };
    await streams.next(stream);
    const next = expect(streams.next(stream)).rejects.toMatchObject({ code: 'TIMEOUT' });
    await clock.advance('1m');
    await next;
  });

  test('when the plugin cancels it, or its sandbox is gone', async () => {
    const silence = createSilence();
    const { http, scope } = open(silence);
    const cancelled = expect(http.send(GET)).rejects.toMatchObject({ code: 'ABORTED' });
    http.cancel(1);
    await cancelled;
    const left = expect(http.send({ ...GET, id: 2 })).rejects.toMatchObject({ code: 'ABORTED' });
    scope.end();
    await left;
    expect(silence.signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  });

  test('when its answer is larger than allowed', async () => {
    const { readAll } = open(answering({ text: 'x'.repeat(101) }), { answerBytes: 100 });
    await expect(readAll(GET)).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' });
  });

  test('when its answer unpacks to more than allowed', async () => {
    const bytes = gzipSync(Buffer.alloc(1_000_000));
    expect(bytes.length).toBeLessThan(10_000);
    const { readAll } = open(answering({ headers: { 'content-encoding': 'gzip' }, bytes }), { answerBytes: 10_000 });
    await expect(readAll(GET)).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' });
  });

  test('when its own body is larger than allowed, at once or in pieces', async () => {
    const { http } = open(createSilence(), { requestBytes: 10 });
    await expect(http.send({ ...GET, method: 'POST', body: new Uint8Array(11) })).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' });
    void http.send({ ...GET, id: 2, method: 'POST', body: 'stream' }).catch(() => undefined);
    void http.write(2, new Uint8Array(6)).catch(() => undefined);
    await expect(http.write(2, new Uint8Array(6))).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' });
  });
});

describe('a request', () => {
  test('counts the bytes of its body whenever they go out', async () => {
    const service = createFakeHttp();
    service.on('POST https://api.example.com/', { status: 307, headers: { location: '/there' } });
    service.on('POST https://api.example.com/there', { text: 'ok' });
    const sent: number[] = [];
    const { http, readAll } = open(service, {}, (bytes) => void sent.push(bytes));
    expect(await readAll({ ...GET, method: 'POST', body: new Uint8Array(7) })).toBe('ok');
    const answer = readAll({ ...GET, id: 2, url: 'https://api.example.com/there', method: 'POST', body: 'stream' });
    await http.write(2, new Uint8Array(3));
    http.end(2);
    await answer;
    expect(sent).toEqual([7, 7, 3]);
  });

  test('is told why when its bytes are too many, at once or in pieces, and frees its place', async () => {
    const service = createFakeHttp();
    const refusal = new HostCallError('RATE_LIMITED', 'too many bytes', { retryAfterMs: 5 });
    const { http } = open(service, { requests: 1 }, () => { throw refusal; });
    await expect(http.send({ ...GET, method: 'POST', body: new Uint8Array(7) })).rejects.toBe(refusal);
    const answer = expect(http.send({ ...GET, method: 'POST', body: 'stream' })).rejects.toBe(refusal);
    await expect(http.write(1, new Uint8Array(3))).rejects.toBe(refusal);
    await answer;
    await expect(http.send({ ...GET, method: 'POST', body: new Uint8Array(7) })).rejects.toBe(refusal);
    expect(service.requests).toEqual([]);
  });

  test('frees its place when it is over', async () => {
    const { readAll } = open(answering({ text: 'ok' }), { requests: 1 });
    for (let id = 1; id <= 5; id++) expect(await readAll({ ...GET, id })).toBe('ok');
  });

  test('sends a stream while the server reads it', async () => {
    const service = createFakeHttp();
    service.on('POST https://api.example.com/', ({ body }) => ({ text: body.toUpperCase() }));
    const { http, readAll } = open(service);
    const answer = readAll({ ...GET, method: 'POST', body: 'stream' });
    await http.write(1, Buffer.from('one '));
    await http.write(1, Buffer.from('two'));
    http.end(1);
    expect(await answer).toBe('ONE TWO');
  });

  test('has a number of its own', async () => {
    const { http } = open(createSilence());
    void http.send(GET).catch(() => undefined);
    await expect(http.send(GET)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });
});

describe('the internet of a test', () => {
  test('answers what the last fitting route says, and writes down what was asked', async () => {
    const service = createFakeHttp();
    service.on('GET https://api.example.com/*', { text: 'any' });
    service.on('GET https://api.example.com/users/*', ({ url }) => ({ json: { url } }));
    const { readAll } = open(service);
    expect(await readAll({ ...GET, url: 'https://api.example.com/other' })).toBe('any');
    expect(await readAll({ ...GET, id: 2, url: 'https://api.example.com/users/7?q=1' })).toBe('{"url":"https://api.example.com/users/7?q=1"}');
    expect(service.requests.map(({ url }) => url)).toEqual(['https://api.example.com/other', 'https://api.example.com/users/7?q=1']);
  });

  test('is closed: what no route fits fails, and says which line is missing', async () => {
    const { http } = open(createFakeHttp());
    await expect(http.send(GET)).rejects.toThrow(`host.http.on('GET https://api.example.com/', { json: … })`);
  });

  test('refuses a route without a method', () => {
    expect(() => { createFakeHttp().on('https://api.example.com/', {}); }).toThrow('a method and a URL');
  });
});

import { HostCallError } from '../../sandbox/engine.ts';
import type { HttpAnswer, HttpRequest, HttpService } from './http.ts';

/** A request that a plugin made. */
export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as text; empty where there is none. */
  readonly body: string;
}

/** What a server in a test answers. */
export interface FakeAnswer {
  /** Default: 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Answered as JSON. */
  readonly json?: unknown;
  readonly text?: string;
  readonly bytes?: Uint8Array;
  /** Answered piece by piece. */
  readonly stream?: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;
}

/** Makes an answer; may throw, as a server that cannot be reached. The signal is aborted when nobody waits for it any more. */
export type FakeRoute = FakeAnswer | ((request: RecordedRequest, signal: AbortSignal) => FakeAnswer | Promise<FakeAnswer>);

/** An internet in which only what a test has written exists. */
export interface FakeHttp extends HttpService {
  /**
   * Answers requests from now on; the last route that fits answers.
   *
   * @param target - A method and a URL without query; `*` stands for anything: `GET https://api.example.com/users/*`.
   */
  on(target: string, answer: FakeRoute): void;
  /** Every request, oldest first, also those that nothing answered. */
  readonly requests: readonly RecordedRequest[];
}

/**
 * Makes an internet without servers.
 *
 * @param beyond - Answers what no route fits; default: nobody does.
 */
export function createFakeHttp(beyond?: HttpService): FakeHttp {
  const routes: { readonly fits: RegExp; readonly answer: FakeRoute }[] = [];
  const requests: RecordedRequest[] = [];
  return {
    requests,
    on(target, answer) {
      const [method = '', pattern = ''] = target.split(' ');
      if (pattern === '') throw new TypeError(`a route is a method and a URL, for example "GET https://api.example.com/users/*", not "${target}"`);
      routes.unshift({ fits: new RegExp(`^${[method, pattern].map(toPattern).join(' ')}$`), answer });
    },
    async exchange(request) {
      const { recorded, bytes } = await record(request);
      requests.push(recorded);
      const address = `${recorded.method} ${request.url.origin}${request.url.pathname}`;
      const route = routes.find(({ fits }) => fits.test(address));
      if (route === undefined && beyond !== undefined) return beyond.exchange({ ...request, ...(bytes.length > 0 && { body: encode([bytes]) }) });
      if (route === undefined) {
        throw new HostCallError('NETWORK_FAILED', `the test has no answer to ${address}: write host.http.on('${address}', { json: … })`, { host: request.url.host });
      }
      return createAnswer(typeof route.answer === 'function' ? await route.answer(recorded, request.signal) : route.answer);
    },
  };
}

function toPattern(text: string): string {
  return text.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*');
}

async function record({ method, url, headers, body = [] as unknown as AsyncIterable<Uint8Array> }: HttpRequest): Promise<{ readonly recorded: RecordedRequest; readonly bytes: Uint8Array }> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  return { recorded: { method, url: url.href, headers: Object.fromEntries(headers), body: bytes.toString() }, bytes };
}

function createAnswer({ status = 200, headers = {}, json, text, bytes, stream }: FakeAnswer): HttpAnswer {
  const isJson = json !== undefined;
  const whole = bytes ?? (isJson ? JSON.stringify(json) : text);
  const type = isJson ? 'application/json' : 'text/plain;charset=UTF-8';
  const given = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  const hasType = given.some(([name]) => name === 'content-type');
  return { status, headers: hasType || bytes !== undefined ? given : [...given, ['content-type', type]], body: encode(stream ?? (whole === undefined ? [] : [whole])) };
}

async function* encode(chunks: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array, undefined> {
  for await (const chunk of chunks) yield typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk;
}

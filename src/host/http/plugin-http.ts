import { HostCallError } from '../../sandbox/engine.ts';
import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import type { Clock, Timer } from '../clock.ts';
import type { PluginScope } from '../plugin-scope.ts';
import type { PluginStreams } from '../plugin-streams.ts';
import type { RefuseCall } from '../refuse-call.ts';
import type { HttpService } from '../services/http.ts';
import { parseHeaders, parseMethod, parseTarget, type AllowedReach, type Reach } from './check-request.ts';
import { follow, type FollowedAnswer, type Redirect, type Repeatable } from './follow.ts';
import { createAddressCheck } from './public-address.ts';
import { readBody } from './read-body.ts';
import { createUpload, type Upload } from './upload.ts';

/** How much of the internet one plugin may use at once. */
export interface HttpLimits {
  /** Requests under way, their answers included. */
  readonly requests: number;
  readonly requestBytes: number;
  /** Unpacked. */
  readonly answerBytes: number;
  /** Until the answer begins, and between two pieces of it. */
  readonly silenceMs: number;
  readonly wholeMs: number;
}

/** What a plugin may use unless its host says otherwise. */
export const HTTP_LIMITS: HttpLimits = {
  requests: 256,
  requestBytes: 16 * 1024 * 1024,
  answerBytes: 64 * 1024 * 1024,
  silenceMs: 60_000,
  wholeMs: 600_000,
};

/** A request as a plugin makes it. */
export interface PluginRequest {
  /** The plugin's own number for it. */
  readonly id: number;
  readonly url: string;
  readonly method: string;
  readonly headers: readonly (readonly string[])[];
  readonly redirect: Redirect;
  readonly body: Uint8Array | 'stream' | undefined;
}

/** The internet, as one sandbox sees it. */
export interface PluginHttp {
  send(request: PluginRequest): Promise<JsonValue>;
  write(id: number, chunk: Uint8Array): Promise<void>;
  end(id: number): void;
  /** Ends a request, wherever it is. */
  cancel(id: number): void;
}

/** What it takes to give a sandbox the internet. */
export interface PluginHttpOptions {
  readonly plugin: string;
  readonly service: HttpService;
  readonly reach: Reach;
  readonly clock: Clock;
  readonly scope: PluginScope;
  readonly streams: PluginStreams;
  readonly refuse: RefuseCall;
  /** Takes how many bytes go out, and refuses when they are too many. */
  readonly countSent: (bytes: number) => void;
  readonly limits?: HttpLimits;
}

interface Exchange {
  readonly control: AbortController;
  readonly upload: Upload | undefined;
  uploaded: number;
}

/** Makes the internet of one sandbox; what is under way ends with it. */
export function createPluginHttp({ plugin, service, reach, clock, scope, streams, refuse, countSent, limits = HTTP_LIMITS }: PluginHttpOptions): PluginHttp {
  const exchanges = new Map<number, Exchange>();
  const allowed: AllowedReach = { ...reach, allowsAddress: service.allows ?? createAddressCheck() };

  function open({ id, body }: PluginRequest): Exchange {
    if (exchanges.has(id)) throw new HostCallError('INVALID_ARGUMENT', `there is a request with the id ${id} already`);
    if (exchanges.size >= limits.requests) throw new HostCallError('QUOTA_EXCEEDED', `a plugin may have ${limits.requests} requests under way: read or cancel those that are`);
    if (body instanceof Uint8Array) checkUpload(body.length, limits);
    const exchange: Exchange = { control: new AbortController(), upload: body === 'stream' ? createUpload() : undefined, uploaded: 0 };
    exchanges.set(id, exchange);
    return exchange;
  }

  function abort(id: number, error: HostCallError): void {
    const exchange = exchanges.get(id);
    exchanges.delete(id);
    exchange?.upload?.fail(error);
    exchange?.control.abort(error);
  }

  function find(id: number): Exchange & { readonly upload: Upload } {
    const exchange = exchanges.get(id);
    if (exchange?.upload === undefined) throw new HostCallError('NOT_FOUND', `no request with the id ${id} waits for its body`);
    return { ...exchange, upload: exchange.upload };
  }

  // `late` says what took too long; the whole has a limit of its own, so that a trickle does not go on for ever.
  function watch(id: number, ms: number, late: string): Timer {
    return clock.setTimer(ms, () => { abort(id, new HostCallError('TIMEOUT', `${late} within ${ms / 1_000} seconds`)); });
  }

  async function* readWatched(id: number, answer: FollowedAnswer, control: AbortController, whole: Timer): AsyncGenerator<Uint8Array, undefined> {
    const chunks = readBody(answer, limits.answerBytes);
    try {
      for (;;) {
        const silence = watch(id, limits.silenceMs, 'the server sent nothing more');
        const next = await orAborted(chunks.next(), control.signal).finally(() => { silence.cancel(); });
        if (next.done === true) return undefined;
        yield next.value;
      }
    } catch (error) {
      throw describeFailure(error, control.signal, answer.url);
    } finally {
      whole.cancel();
      abort(id, ended());
    }
  }

  scope.onEnd(() => {
    for (const id of [...exchanges.keys()]) abort(id, ended());
  });
  scope.onRevoke((permission) => {
    if (permission !== 'external.api') return;
    for (const id of [...exchanges.keys()]) abort(id, refuse('http.send', permission));
  });
  return {
    async send(request) {
      const { id, redirect } = request;
      const url = parseTarget(request.url, allowed);
      const exchange = open(request);
      const { signal } = exchange.control;
      const whole = watch(id, limits.wholeMs, 'the request did not end');
      const silence = watch(id, limits.silenceMs, 'the server did not answer');
      try {
        const repeatable: Repeatable = { plugin, url, method: parseMethod(request.method, allowed), headers: withEncoding(parseHeaders(request.headers)), signal, ...openBody(request, exchange, countSent) };
        const answer = await orAborted(follow(service, repeatable, redirect, allowed), signal);
        const hasBody = request.method !== 'HEAD' && ![204, 205, 304].includes(answer.status);
        if (!hasBody) {
          whole.cancel();
          abort(id, ended());
        }
        return describeAnswer(answer, hasBody ? streams.open(readWatched(id, answer, exchange.control, whole), 'external.api') : undefined);
      } catch (error) {
        const failure = describeFailure(error, signal, url.href);
        whole.cancel();
        abort(id, failure);
        throw failure;
      } finally {
        silence.cancel();
      }
    },
    async write(id, chunk) {
      const { upload } = find(id);
      const exchange = exchanges.get(id);
      if (exchange !== undefined) exchange.uploaded += chunk.length;
      try {
        checkUpload(exchange?.uploaded ?? 0, limits);
        countSent(chunk.length);
      } catch (error) {
        // What waits for the answer is told why none will come.
        if (error instanceof HostCallError) abort(id, error);
        throw error;
      }
      await upload.push(chunk);
    },
    end(id) {
      find(id).upload.end();
    },
    cancel(id) {
      abort(id, new HostCallError('ABORTED', 'the plugin has cancelled the request'));
    },
  };
}

function ended(): HostCallError {
  return new HostCallError('ABORTED', 'the request has ended');
}

function checkUpload(bytes: number, { requestBytes }: HttpLimits): void {
  if (bytes > requestBytes) throw new HostCallError('BODY_TOO_LARGE', `the body is larger than ${requestBytes} bytes`, { limit: requestBytes });
}

function withEncoding(headers: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
  return [...headers, ['accept-encoding', 'gzip, deflate, br']];
}

function openBody({ body }: PluginRequest, { upload }: Exchange, countSent: (bytes: number) => void): Pick<Repeatable, 'openBody'> {
  if (body === undefined) return {};
  let isRead = false;
  return {
    openBody() {
      if (upload === undefined) {
        const bytes = body as Uint8Array;
        // Also when it is sent once more, to where the server has sent its caller.
        countSent(bytes.length);
        return once(bytes);
      }
      if (isRead) throw new HostCallError('NETWORK_FAILED', 'the server sends its caller elsewhere, and a body that is a stream cannot be sent twice');
      isRead = true;
      return upload.chunks;
    },
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, undefined> {
  yield await Promise.resolve(bytes);
}

function describeAnswer({ url, redirected, status, statusText = '', headers }: FollowedAnswer, stream: number | undefined): JsonValue {
  return { url, redirected, status, statusText, headers: headers.map(([name, value]) => [name, value]), ...(stream !== undefined && { stream }) };
}

async function orAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    const give = (): void => { reject(signal.reason as Error); };
    if (signal.aborted) give();
    signal.addEventListener('abort', give);
    stop = () => { signal.removeEventListener('abort', give); };
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    stop();
    work.catch(() => undefined);
  }
}

// The path and the query of a URL may hold what is nobody's business: only the host is named.
function describeFailure(error: unknown, signal: AbortSignal, url: string): HostCallError {
  const reason: unknown = signal.aborted ? signal.reason : error;
  if (reason instanceof HostCallError) return reason;
  const code = reason instanceof Error && 'code' in reason && typeof reason.code === 'string' ? reason.code : 'unknown';
  return new HostCallError('NETWORK_FAILED', `${new URL(url).host} could not be reached (${code})`, { host: new URL(url).host, reason: code });
}

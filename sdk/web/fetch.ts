import { callHost } from '../call-host.ts';
import { HostError } from '../errors.ts';
import { readHostStream } from '../host-stream.ts';
import type { BoundaryValue } from '../runtime-interface.ts';
import { onAbort } from './abort-controller.ts';
import type { Bytes } from './blob.ts';
import { Body } from './body.ts';
import { Request, type RequestInit } from './request.ts';
import { Response, setOrigin } from './response.ts';
import { ReadableStream } from './streams/readable-stream.ts';
import { createTurnstile } from './turnstile.ts';

interface Answer {
  readonly url: string;
  readonly redirected: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [string, string])[];
  /** The number of the body; absent where there is none. */
  readonly stream?: number;
}

// More at once wait for their turn: a plugin may have only so many calls under way.
const MOST_AT_ONCE = 16;
// What a body may hold to travel with its request instead of behind it; more would have to be copied at once.
const LARGEST_INLINE = 512 * 1024;
const LARGEST_CHUNK = 256 * 1024;
const turnstile = /* @__PURE__ */ createTurnstile(MOST_AT_ONCE);
const numbers = /* @__PURE__ */ createCounter();

/**
 * Asks a server on the internet: Fetch §5.6, through the host, which allows the hosts that the manifest names.
 *
 * @throws {@link PermissionError} without `external.api`; {@link HostError} when the host refuses the address or a limit is
 *   reached; TypeError when the server cannot be reached; what the signal aborts with.
 */
export async function fetch(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const request = new Request(input, init);
  request.signal.throwIfAborted();
  const id = numbers.next();
  const abandon = createAbandon(id, request);
  try {
    const answer = (await Promise.race([turnstile(() => send(id, request)), abandon.aborted])) as unknown as Answer;
    return createResponse(answer, abandon);
  } catch (error) {
    abandon.forget();
    throw toFetchError(error, request);
  }
}

async function send(id: number, request: Request): Promise<BoundaryValue> {
  request.signal.throwIfAborted();
  const { url, method, redirect } = request;
  const known = Body.bytesOf(request);
  const isInline = known !== undefined && known.length <= LARGEST_INLINE;
  const body = request.body === null ? undefined : isInline ? await request.bytes() : 'stream';
  const answered = callHost('http.send', { id, url, method, redirect, headers: [...request.headers], ...(body !== undefined && { body }) });
  // A server may answer before it has read everything, and may refuse to read on: its answer is what counts.
  if (body === 'stream') upload(id, request).catch((error: unknown) => callHost('http.cancel', { id, reason: String(error) }).catch(() => undefined));
  return answered;
}

async function upload(id: number, request: Request): Promise<void> {
  for await (const chunk of request.body ?? []) {
    for (let at = 0; at < chunk.length; at += LARGEST_CHUNK) await callHost('http.write', { id, chunk: chunk.slice(at, at + LARGEST_CHUNK) });
  }
  await callHost('http.end', { id });
}

interface Abandon {
  /** Rejects when the signal aborts. */
  readonly aborted: Promise<never>;
  readonly forget: () => void;
  /** Ends the body when the signal aborts. */
  onAbort(run: (reason: unknown) => void): void;
}

function createAbandon(id: number, { signal }: Request): Abandon {
  const runs: ((reason: unknown) => void)[] = [];
  let forget = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    forget = onAbort(signal, (reason) => {
      reject(reason);
      for (const run of runs) run(reason);
      // It may have ended meanwhile: then there is nothing left to cancel.
      callHost('http.cancel', { id }).catch(() => undefined);
    });
  });
  aborted.catch(() => undefined);
  return { aborted, forget: () => { forget(); }, onAbort: (run) => void runs.push(run) };
}

function createResponse({ url, redirected, status, statusText, headers, stream }: Answer, abandon: Abandon): Response {
  if (stream === undefined) abandon.forget();
  const body = stream === undefined ? null : openBody(stream, abandon);
  return setOrigin(new Response(body, { status, statusText, headers }), { url, isRedirected: redirected });
}

function openBody(stream: number, abandon: Abandon): ReadableStream<Bytes> {
  const chunks = readHostStream(stream);
  return new ReadableStream<Bytes>(
    {
      start(controller) {
        abandon.onAbort((reason) => { controller.error(reason); });
      },
      async pull(controller) {
        try {
          const { done, value } = await chunks.next();
          if (done !== true) controller.enqueue(value as Bytes);
          else {
            abandon.forget();
            controller.close();
          }
        } catch (error) {
          abandon.forget();
          throw toNetworkError(error, 'the body of the answer broke off');
        }
      },
      async cancel() {
        abandon.forget();
        await chunks.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

// What a plugin did wrong is told as it is. What may work the next time is a TypeError, as everywhere: clients try again.
function toFetchError(error: unknown, { method, url }: Request): unknown {
  return toNetworkError(error, `${method} ${url} failed`);
}

const TRANSIENT: readonly string[] = ['NETWORK_FAILED', 'TIMEOUT'];

function toNetworkError(error: unknown, what: string): unknown {
  if (!(error instanceof HostError) || !TRANSIENT.includes(error.code)) return error;
  return new TypeError(`${what}: ${error.message}`, { cause: error });
}

function createCounter(): { next(): number } {
  let last = 0;
  return {
    next() {
      last += 1;
      return last;
    },
  };
}

import { AbortController, AbortSignal, onAbort, type AbortSignalLike } from './abort-controller.ts';
import { Body, extractBody, type BodyInit, type BodySource } from './body.ts';

/** What can become headers. */
export type HeadersInit = Headers | readonly (readonly [string, string])[] | Readonly<Record<string, string>>;

/** What happens when a server sends its caller elsewhere. */
export type RequestRedirect = 'follow' | 'error' | 'manual';

/** How a request is made. What only means something in a page (`mode`, `credentials`, `cache`, …) is accepted and ignored. */
export interface RequestInit {
  readonly method?: string | undefined;
  readonly headers?: HeadersInit | undefined;
  readonly body?: BodyInit | null | undefined;
  readonly redirect?: RequestRedirect | undefined;
  readonly signal?: AbortSignalLike | null | undefined;
  readonly duplex?: 'half' | undefined;
  readonly mode?: string | undefined;
  readonly credentials?: string | undefined;
  readonly cache?: string | undefined;
  readonly keepalive?: boolean | undefined;
  readonly referrer?: string | undefined;
  readonly referrerPolicy?: string | undefined;
  readonly integrity?: string | undefined;
}

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const REDIRECTS: readonly string[] = ['follow', 'error', 'manual'];

/** What is asked of a server: Fetch §5.4. */
export class Request extends Body {
  readonly method: string;
  readonly url: string;
  readonly redirect: RequestRedirect;
  readonly signal: AbortSignal;
  readonly duplex = 'half';
  readonly #headers: Headers;

  constructor(input: string | URL | Request, init: RequestInit = {}) {
    const before = input instanceof Request ? input : undefined;
    const method = parseMethod(init.method ?? before?.method ?? 'GET');
    const headers = createHeaders(init.headers ?? before?.headers);
    const source = openBody(init, before, method);
    if ((init.body ?? null) !== null && source?.type !== undefined && !headers.has('content-type')) headers.set('content-type', source.type);
    super(source);
    this.method = method;
    this.url = input instanceof Request ? input.url : parseUrl(input);
    this.redirect = parseRedirect(init.redirect ?? before?.redirect ?? 'follow');
    this.signal = follow(init.signal === undefined ? before?.signal : init.signal);
    this.#headers = headers;
  }

  override get headers(): Headers {
    return this.#headers;
  }

  clone(): Request {
    const source = Body.clone(this);
    const { method, headers, redirect, signal } = this;
    return new Request(this.url, { method, headers, redirect, signal, ...(source && { body: source.stream, duplex: 'half' }) });
  }

  get [Symbol.toStringTag](): string {
    return 'Request';
  }
}

/** Makes headers of whatever can become headers. */
export function createHeaders(init: HeadersInit = {}): Headers {
  return new Headers(init as Headers);
}

function parseMethod(method: string): string {
  const upper = method.toUpperCase();
  if (!TOKEN.test(method)) throw new TypeError(`'${method}' is not a valid HTTP method.`);
  if (['CONNECT', 'TRACE', 'TRACK'].includes(upper)) throw new TypeError(`'${method}' HTTP method is unsupported.`);
  // Fetch §2.2.1: only these are normalized; `patch` stays as it is, and servers refuse it.
  return ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'].includes(upper) ? upper : method;
}

function parseUrl(input: string | URL): string {
  const text = String(input);
  if (!URL.canParse(text)) throw new TypeError(`Failed to parse URL from ${text}: a plugin has no address of its own, so a URL is absolute`);
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') throw new TypeError(`a URL for fetch has no user name and no password: send them as the header "authorization"`);
  return url.href;
}

function parseRedirect(redirect: string): RequestRedirect {
  if (!REDIRECTS.includes(redirect)) throw new TypeError(`"${redirect}" is no way to treat a redirect: choose among ${REDIRECTS.join(', ')}`);
  return redirect as RequestRedirect;
}

function openBody(init: RequestInit, before: Request | undefined, method: string): BodySource | null {
  const given = init.body ?? null;
  const hasBody = given !== null || (before?.body ?? null) !== null;
  if (hasBody && (method === 'GET' || method === 'HEAD')) throw new TypeError('Request with GET/HEAD method cannot have body.');
  if (given === null) return before === undefined ? null : Body.take(before);
  const source = extractBody(given);
  if (source.bytes === undefined && init.duplex !== 'half') throw new TypeError('RequestInit: duplex option is required when sending a body.');
  return source;
}

// A request always has a signal of the platform's own class, whatever it follows.
function follow(signal: AbortSignalLike | null | undefined): AbortSignal {
  if (signal instanceof AbortSignal) return AbortSignal.any([signal]);
  const controller = new AbortController();
  onAbort(signal, (reason) => { controller.abort(reason); });
  return controller.signal;
}

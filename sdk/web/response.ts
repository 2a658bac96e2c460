import { Body, extractBody, type BodyInit, type BodySource } from './body.ts';
import { createHeaders, type HeadersInit } from './request.ts';

/** How a response is made. */
export interface ResponseInit {
  readonly status?: number;
  readonly statusText?: string;
  readonly headers?: HeadersInit;
}

/** Where a response comes from. */
export interface ResponseOrigin {
  readonly url: string;
  readonly isRedirected: boolean;
}

const NULL_BODY: readonly number[] = [101, 103, 204, 205, 304];
const origins = new WeakMap<Response, ResponseOrigin & { readonly type?: string }>();

/** What a server answers: Fetch §5.5. */
export class Response extends Body {
  readonly status: number;
  readonly statusText: string;
  readonly #headers: Headers;

  constructor(body: BodyInit | null = null, { status = 200, statusText = '', headers = {} }: ResponseInit = {}) {
    const source = body === null ? null : extractBody(body);
    super(source);
    if (!Number.isInteger(status) || status < 200 || status > 599) throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
    if (source !== null && NULL_BODY.includes(status)) throw new TypeError(`Response constructor: Invalid response status code ${status}: it has no body`);
    this.status = status;
    this.statusText = statusText;
    this.#headers = createHeaders(headers);
    setType(this.#headers, source);
  }

  static json(data: unknown, init: ResponseInit = {}): Response {
    const text = JSON.stringify(data) as string | undefined;
    if (text === undefined) throw new TypeError('Response.json needs what JSON can hold');
    const headers = createHeaders(init.headers);
    if (!headers.has('content-type')) headers.set('content-type', 'application/json');
    return new Response(text, { ...init, headers });
  }

  static error(): Response {
    const response = new Response();
    Object.defineProperty(response, 'status', { value: 0 });
    origins.set(response, { url: '', isRedirected: false, type: 'error' });
    return response;
  }

  static redirect(url: string | URL, status = 302): Response {
    if (![301, 302, 303, 307, 308].includes(status)) throw new RangeError(`Invalid status code ${status}`);
    return new Response(null, { status, headers: { location: new URL(url).href } });
  }

  override get headers(): Headers {
    return this.#headers;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status <= 299;
  }

  get type(): string {
    return origins.get(this)?.type ?? 'default';
  }

  get url(): string {
    return origins.get(this)?.url ?? '';
  }

  get redirected(): boolean {
    return origins.get(this)?.isRedirected ?? false;
  }

  clone(): Response {
    const source = Body.clone(this);
    const copy = new Response(source?.stream ?? null, { status: this.status, statusText: this.statusText, headers: this.headers });
    const origin = origins.get(this);
    if (origin !== undefined) origins.set(copy, origin);
    return copy;
  }

  get [Symbol.toStringTag](): string {
    return 'Response';
  }
}

function setType(headers: Headers, source: BodySource | null): void {
  if (source?.type !== undefined && !headers.has('content-type')) headers.set('content-type', source.type);
}

/** Says where a response comes from. */
export function setOrigin(response: Response, origin: ResponseOrigin): Response {
  origins.set(response, { ...origin, type: 'basic' });
  return response;
}

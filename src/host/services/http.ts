/** One request to one server. */
export interface HttpRequest {
  /** The plugin that asks. */
  readonly plugin: string;
  /** `http:` or `https:`, without user name and password; the plugin may reach its host. */
  readonly url: URL;
  readonly method: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: AsyncIterable<Uint8Array>;
  /** Ends everything, the body of the answer included. */
  readonly signal: AbortSignal;
}

/** What the server answers. */
export interface HttpAnswer {
  readonly status: number;
  readonly statusText?: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** As it was sent: packed where `content-encoding` says so. */
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Reaches servers: one request, one answer. Who may reach what, redirects and limits are the host's business before it
 * gets here, so that they are the same for the internet and for a test.
 */
export interface HttpService {
  /** @throws {@link HostCallError} with a code the plugin may know; anything else is told as a server that cannot be reached. */
  exchange(request: HttpRequest): Promise<HttpAnswer>;
  /** Whether plugins may reach an address that stands in a URL as numbers; default: addresses of the public internet. */
  readonly allows?: (address: string) => boolean;
  /** Lets go of what it keeps open. */
  close?(): void;
}

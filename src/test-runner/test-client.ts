import type { ApiRequest, ApiRoutes } from '../host/extension-points/api-routes.ts';

/** What a request to a route of the plugin says besides method and path. */
export interface TestRequestOptions extends Pick<ApiRequest, 'headers' | 'user' | 'clientId' | 'signal'> {
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: string | Uint8Array;
}

/** What a route of the plugin answers. */
export interface TestResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as text; empty where there is none. */
  text(): string;
  /** The body as JSON. */
  json(): unknown;
}

/** Asks a route of a plugin as the web server of its host does. */
export async function sendTestRequest(api: ApiRoutes, plugin: string, method: string, path: string, options: TestRequestOptions = {}): Promise<TestResponse> {
  const { json, body = json === undefined ? undefined : JSON.stringify(json), headers, ...rest } = options;
  const type = json === undefined ? {} : { 'content-type': 'application/json' };
  const answer = await api.handle({ method, url: `/plugins/${plugin}${path}`, headers: { ...type, ...headers }, ...(body !== undefined && { body }), ...rest });
  const text = (): string => Buffer.from(answer.body ?? '').toString('utf8');
  return { status: answer.status, headers: answer.headers, text, json: () => JSON.parse(text()) as unknown };
}

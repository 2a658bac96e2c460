import { STATUS_CODES } from 'node:http';
import type { JsonValue } from '../../../sdk/runtime-interface.ts';

/** A response of the API: what a server writes as it is. */
export interface ApiReply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

// Plugins answer at the address of the host: what they send must never run there as if it were the host's own.
const GUARD = { 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox" };

/** Makes a response from JSON. */
export function replyJson(status: number, body: JsonValue, headers: Readonly<Record<string, string>> = {}): ApiReply {
  return reply(status, Buffer.from(JSON.stringify(body)), { 'content-type': 'application/json', ...headers });
}

/** Makes a response from bytes; none where there is nothing to send. */
export function reply(status: number, body: Uint8Array | undefined, headers: Readonly<Record<string, string>>): ApiReply {
  return { status, headers: { 'cache-control': 'no-store', ...headers, ...GUARD }, ...(body !== undefined && { body }) };
}

/** Refuses a request with a problem document: RFC 9457. */
export function replyProblem(status: number, detail: string, headers: Readonly<Record<string, string>> = {}): ApiReply {
  const problem = { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail };
  return replyJson(status, problem, { 'content-type': 'application/problem+json', ...headers });
}

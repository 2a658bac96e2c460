import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import type { PluginResult } from '../boundary.ts';
import { body, headers } from './http-shapes.ts';
import { reply, replyProblem, type ApiReply } from './problem-document.ts';
import { readResult, type ResultSource } from './read-result.ts';
import { number, object, optional, text } from './shape.ts';

const status = (min: number) => number({ min, max: 599, whole: true });
const answer = object({ status: status(200), headers: optional(headers), body });
const refused = object({ status: status(400), refusal: text({ max: 2_000 }) });

/**
 * Makes a response from what a route returned.
 *
 * @throws {@link PlexiError} `PLX4301` when it is none.
 */
export function readReply(result: PluginResult, source: ResultSource): ApiReply {
  if (typeof result === 'object' && result !== null && 'refusal' in result) {
    const { status, refusal } = readResult(refused, result, source);
    return replyProblem(status, refusal);
  }
  const { status, headers = {}, body } = readResult(answer, result, source);
  const type = headers['content-type'] ?? chooseType(body);
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !isOwnAffair(name)));
  return reply(status, encodeBody(body), { ...kept, ...(body !== undefined && { 'content-type': type }) });
}

// Cookies and rules for other origins hold for the whole host; the rest says how bytes travel.
const OWN_AFFAIR = /^(?:set-cookie|access-control-.*|strict-transport-security|clear-site-data|connection|keep-alive|transfer-encoding|content-length|trailer|upgrade|date|server)$/;

function isOwnAffair(name: string): boolean {
  return OWN_AFFAIR.test(name);
}

function chooseType(body: JsonValue | Uint8Array | undefined): string {
  if (body instanceof Uint8Array) return 'application/octet-stream';
  return typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json';
}

function encodeBody(body: JsonValue | Uint8Array | undefined): Uint8Array | undefined {
  if (body === undefined || body instanceof Uint8Array) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

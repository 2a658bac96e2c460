import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import type { UiUser } from '../../../sdk/ui-component.ts';
import { PlexiError } from '../../core/diagnostics/plexi-error.ts';
import { parseGuestJson } from '../../core/json/parse-guest-json.ts';
import { JsonReader } from '../../core/json/json-reader.ts';
import { LONGEST_FRAME_MESSAGE } from '../../core/ui/channel.ts';
import { createPushStream } from './push-stream.ts';
import type { UiHost, UiTarget } from './ui.ts';

/** Who asks, and what it takes to find out. */
export interface UiHandlerOptions {
  /**
   * Tells who sent a request, from a session or a token, and what they were granted of what plugins define; default: the host
   * knows no users. Throws to refuse.
   */
  readonly getUser?: (request: Request) => UiUser | undefined | Promise<UiUser | undefined>;
}

/** Answers the requests of pages that use `createHttpTransport` of `plexi-plugin/react`. */
export type UiHandler = (request: Request) => Promise<Response>;

/**
 * Makes a handler for any server that speaks `Request` and `Response`.
 *
 * It answers `POST …/list`, `…/context` and `…/action` with JSON, and `GET …/frame` with the document of a frame under its
 * policy. `GET …/messages` goes on for as long as the page is open: what plugins push. Requests with a body must say that it is JSON, which pages of other origins can only do with leave.
 */
export function createUiHandler(ui: UiHost, { getUser = () => undefined }: UiHandlerOptions = {}): UiHandler {
  return async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const method = `${request.method} ${pathname.slice(pathname.lastIndexOf('/') + 1)}`;
    try {
      const user = await getUser(request);
      if (method === 'GET frame') return await sendFrame(ui, { plugin: searchParams.get('plugin') ?? '', frame: searchParams.get('frame') ?? '' });
      if (method === 'GET messages') return sendPushes(ui, user?.id);
      return Response.json({ value: await answer(ui, method, await readBody(request), user) });
    } catch (error) {
      return refuse(error);
    }
  };
}

async function sendFrame(ui: UiHost, target: UiTarget): Promise<Response> {
  const { html, policy } = await ui.getFrame(target);
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      // Also when somebody opens the address itself, the document has no origin of its own.
      'content-security-policy': `${policy}; sandbox allow-scripts; frame-ancestors 'self'`,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'private, no-cache',
    },
  });
}

function sendPushes(ui: UiHost, userId: string | undefined): Response {
  const body = createPushStream((listener) => ui.listen(userId, listener));
  return new Response(body, { headers: { 'content-type': 'text/event-stream; charset=utf-8', 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' } });
}

async function answer(ui: UiHost, method: string, json: JsonReader, user: UiUser | undefined): Promise<JsonValue> {
  if (method === 'POST list') return ui.list(json.at('mountPoint').text()) as unknown as JsonValue;
  const target = { plugin: json.at('plugin').text(), frame: json.at('frame').text() };
  const request = { mountPoint: json.at('mountPoint').text(), params: readParams(json.at('params')), ...(user && { user }) };
  if (method === 'POST context') return ui.getContext(target, request);
  if (method === 'POST action') return ui.handleAction(target, json.at('action').text(), (json.object()['data'] ?? null) as JsonValue, request);
  throw new RequestError(404, 'NOT_FOUND', 'there is no such address');
}

function readParams(json: JsonReader): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.keys(json.object()).map((name) => [name, json.at(name).text()]));
}

class RequestError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

// Room for what surrounds the data of the largest message that a frame may send, in UTF-8.
const LARGEST_BODY = LONGEST_FRAME_MESSAGE * 3 + 64 * 1024;

async function readBody(request: Request): Promise<JsonReader> {
  const refuseBody = (problem: string): never => {
    throw new RequestError(400, 'INVALID_ARGUMENT', problem);
  };
  if (request.method !== 'POST') throw new RequestError(405, 'INVALID_ARGUMENT', 'this address is for POST');
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) throw new RequestError(415, 'INVALID_ARGUMENT', 'the body must be JSON');
  const parsed = parseGuestJson(await readText(request));
  return 'refused' in parsed ? refuseBody(parsed.refused) : new JsonReader(parsed.value, refuseBody);
}

async function readText({ body }: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new RequestError(413, 'MESSAGE_TOO_LARGE', `the body has more than ${LARGEST_BODY} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function refuse(error: unknown): Response {
  if (error instanceof RequestError) return Response.json({ code: error.code, message: error.message }, { status: error.status });
  if (error instanceof PlexiError) return Response.json({ code: error.code, message: error.message }, { status: error.code === 'PLX4131' ? 404 : 502 });
  throw error;
}

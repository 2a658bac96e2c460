import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

/** A server that does what the cases of `fetch` ask of it. */
export interface FetchServer {
  readonly address: string;
  close(): Promise<void>;
}

const PACKERS: Readonly<Record<string, (text: string) => Buffer>> = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync };

/** Starts it on a free port of this machine. */
export async function startFetchServer(): Promise<FetchServer> {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Answer = (request: IncomingMessage, response: ServerResponse, one: string, two: string) => unknown;

const ANSWERS: Readonly<Record<string, Answer>> = {
  json: (_, response) => { sendJson(response, { answer: 42 }); },
  status: (_, response, one) => response.writeHead(Number(one)).end(one === '204' ? undefined : `status ${one}`),
  async echo(request, response) {
    const { method, url, headers } = request;
    sendJson(response, { method, url, headers, body: (await readAll(request)).toString() });
  },
  async count(request, response) {
    sendJson(response, (await readAll(request)).length);
  },
  bytes: (_, response, one) => response.end(Buffer.alloc(Number(one), 7)),
  redirect: (_, response, one, two) => response.writeHead(Number(one), { location: `/${two}` }).end('elsewhere'),
  loop: (_, response) => response.writeHead(302, { location: '/loop' }).end(),
  packed: (_, response, one) => response.writeHead(200, { 'content-encoding': one }).end(PACKERS[one]?.(`packed with ${one}`)),
  cookies: (_, response) => response.writeHead(200, ['set-cookie', 'a=1', 'set-cookie', 'b=2']).end(),
  break: (request) => request.socket.destroy(),
  'break-off'(request, response) {
    response.writeHead(200, { 'content-length': 100 }).write('half');
    setTimeout(() => request.socket.destroy(), 10);
  },
  events: (_, response) => sendPieces(response, ['data: 1\n\nda', 'ta: 2\n', '\ndata: [DONE]\n\n']),
  stream: (_, response, one) => sendPieces(response, Array.from({ length: Number(one) }, (_piece, index) => `piece ${String(index)};`)),
  drip: (_, response) => response.write('drop'),
  slow: () => undefined,
};

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, what = '', one = '', two = ''] = /^\/([\w-]*)\/?([^/?]*)\/?(\w*)/.exec(request.url ?? '') ?? [];
  await ANSWERS[what]?.(request, response, one, two);
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

async function sendPieces(response: ServerResponse, pieces: readonly string[]): Promise<void> {
  for (const piece of pieces) {
    if (response.destroyed) return;
    response.write(piece);
    await new Promise((resolve) => { setTimeout(resolve, 1); });
  }
  response.end();
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

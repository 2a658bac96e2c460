import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic, fail } from '../core/diagnostics/plexi-error.ts';
import { compareRequests, findNearest } from '../core/recording/compare-requests.ts';
import { encodeRecordedBody, encodeRecording, parseRecording, readRecordedBody, type Exchange } from '../core/recording/recording.ts';
import { redactExchanges } from '../core/recording/redact.ts';
import type { HttpAnswer, HttpRequest, HttpService } from '../host/services/http.ts';
import { HostCallError } from '../sandbox/engine.ts';

/** The servers of a test, as they answered once. */
export interface HttpRecording extends HttpService {
  /** Ends it: writes what was recorded, or says what was not as it was recorded. */
  finish(): Promise<readonly Diagnostic[]>;
}

/** What a recording takes. */
export interface RecordingOptions {
  /** Absolute. */
  readonly file: string;
  /** How people call it. */
  readonly name: string;
}

/** Knows what must never be written: the secret settings, as they are now. */
export interface SecretSource {
  readSecrets(): Promise<readonly string[]>;
}

/** Makes the servers of one host. */
export type RecordingStart = (secretSource: SecretSource) => HttpRecording;

// What differs from one connection to the next, and says nothing about what was asked or answered.
const FLEETING = /^(?:age|alt-svc|cf-.*|connection|content-encoding|content-length|date|expires|keep-alive|nel|report-to|server-timing|transfer-encoding|via|x-(?:amzn?|github)-request-id|x-request-id|x-served-by|x-timer)$/;
const OF_TRANSPORT = /^(?:accept-encoding|connection|content-length|host|transfer-encoding|user-agent)$/;

/** Records: requests go on to the real servers. Nothing is written before every credential is taken out. */
export function recordHttp({ file }: RecordingOptions, internet: HttpService, source: SecretSource): HttpRecording {
  const exchanges: Exchange[] = [];
  const secrets = new Set<string>();
  let isWhole = true;
  return {
    async exchange(request) {
      const asked = await readRequest(request);
      for (const secret of await source.readSecrets()) secrets.add(secret);
      const answer = await internet.exchange({ ...request, ...(asked.bytes.length > 0 && { body: toPieces(asked.bytes) }) }).catch((error: unknown) => {
        isWhole = false;
        throw error;
      });
      const bytes = unpack(await collect(answer.body), answer.headers);
      const headers = listHeaders(answer.headers, FLEETING);
      exchanges.push({ request: asked.request, response: { status: answer.status, headers, body: readRecordedBody(bytes, headers['content-type']) } });
      return { status: answer.status, headers: answer.headers.filter(([name]) => !/^content-(?:encoding|length)$/i.test(name)), body: toPieces(bytes) };
    },
    async finish() {
      internet.close?.();
      // What an earlier run has recorded is worth more than half of a new one.
      if (!isWhole) return [];
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, encodeRecording(redactExchanges(exchanges, [...secrets])));
      return [];
    },
  };
}

/**
 * Reads a recording, to replay it: each exchange that was recorded happens once, in order, without a network.
 *
 * @throws {@link PlexiError} `PLX4362`, `PLX4363`.
 */
export async function loadRecording({ file, name }: RecordingOptions): Promise<RecordingStart> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) fail('PLX4362', { file: name });
  const exchanges = parseRecording(text) ?? fail('PLX4363', { file: name }, { location: { file } });
  return (source) => replayHttp(exchanges, { file, name }, source);
}

function replayHttp(exchanges: readonly Exchange[], { file, name }: RecordingOptions, source: SecretSource): HttpRecording {
  const left = [...exchanges];
  const problems: Diagnostic[] = [];
  return {
    async exchange(request) {
      const asked = await readRequest(request);
      const [clean] = redactExchanges([{ request: asked.request, response: { status: 0, headers: {}, body: {} } }], await source.readSecrets());
      const actual = clean?.request ?? asked.request;
      const index = left.findIndex((exchange) => compareRequests(exchange.request, actual).length === 0);
      const [found] = index < 0 ? [] : left.splice(index, 1);
      if (found !== undefined) return answer(found);
      const nearest = findNearest(left.map((exchange) => exchange.request), actual);
      const differences = nearest === undefined ? ['every request that was recorded has been made'] : compareRequests(nearest, actual);
      const parameters = { request: nameRequest(actual), file: name, reason: differences[0] ?? '' };
      const problem = createDiagnostic('PLX4360', parameters, { file });
      problems.push(differences.length > 1 ? { ...problem, details: differences } : problem);
      throw new HostCallError('NETWORK_FAILED', problem.message, { host: request.url.host });
    },
    finish: () => {
      const [first] = left;
      const unused = first && createDiagnostic('PLX4361', { count: left.length, file: name, request: nameRequest(first.request) }, { file });
      // One that was changed is left over as well: that is said once.
      return Promise.resolve(unused === undefined || problems.length > 0 ? problems : [unused]);
    },
  };
}

function nameRequest({ method, url }: Exchange['request']): string {
  return `${method} ${url}`;
}

function answer({ response: { status, headers, body } }: Exchange): HttpAnswer {
  return { status, headers: Object.entries(headers), body: toPieces(encodeRecordedBody(body)) };
}

async function readRequest({ method, url, headers, body }: HttpRequest): Promise<{ readonly request: Exchange['request']; readonly bytes: Uint8Array }> {
  const bytes = body === undefined ? new Uint8Array() : await collect(body);
  const kept = listHeaders(headers, OF_TRANSPORT);
  return { bytes, request: { method, url: url.href, headers: kept, body: readRecordedBody(bytes, kept['content-type']) } };
}

function listHeaders(headers: HttpAnswer['headers'], left: RegExp): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of headers.map(([each, text]) => [each.toLowerCase(), text] as const)) {
    if (!left.test(name)) kept[name] = kept[name] === undefined ? value : `${kept[name]}, ${value}`;
  }
  return kept;
}

function unpack(bytes: Uint8Array, headers: HttpAnswer['headers']): Uint8Array {
  const encoding = headers.find(([name]) => name.toLowerCase() === 'content-encoding')?.[1].trim().toLowerCase();
  if (bytes.length === 0) return bytes;
  if (encoding === 'gzip' || encoding === 'x-gzip') return gunzipSync(bytes);
  if (encoding === 'br') return brotliDecompressSync(bytes);
  return encoding === 'deflate' ? inflateSync(bytes) : bytes;
}

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

async function* toPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield await Promise.resolve(bytes);
}

import type { JsonValue } from '../../../sdk/runtime-interface.ts';

/** A body in a recording: as JSON where it is JSON, as text where it is text, else in Base64; empty where there is none. */
export type RecordedBody = { readonly json: JsonValue } | { readonly text: string } | { readonly base64: string } | Readonly<Record<string, never>>;

/** One request that a plugin made, and what the server answered. */
export interface Exchange {
  readonly request: {
    readonly method: string;
    readonly url: string;
    /** Names in lower case. */
    readonly headers: Readonly<Record<string, string>>;
    readonly body: RecordedBody;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: RecordedBody;
  };
}

/** Encodes what was recorded: the same exchanges give the same text, with names in order. */
export function encodeRecording(exchanges: readonly Exchange[]): string {
  return `${JSON.stringify(sortNames({ version: 1, exchanges }), undefined, 2)}\n`;
}

/** Parses a recording. @returns `undefined` when it is none. */
export function parseRecording(text: string): readonly Exchange[] | undefined {
  try {
    const { version, exchanges } = JSON.parse(text) as { readonly version?: unknown; readonly exchanges?: unknown };
    return version === 1 && Array.isArray(exchanges) && exchanges.every(isExchange) ? exchanges : undefined;
  } catch {
    return undefined;
  }
}

/** Takes a body in. */
export function readRecordedBody(bytes: Uint8Array, contentType = ''): RecordedBody {
  if (bytes.length === 0) return {};
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return /\bjson\b/i.test(contentType) ? readJson(text) : { text };
  } catch {
    return { base64: Buffer.from(bytes).toString('base64') };
  }
}

/** The bytes of a body. JSON comes back without the blanks that it had. */
export function encodeRecordedBody(body: RecordedBody): Uint8Array {
  if ('json' in body) return Buffer.from(JSON.stringify(body.json));
  if ('text' in body) return Buffer.from(body.text);
  return Buffer.from('base64' in body ? body.base64 : '', 'base64');
}

function readJson(text: string): RecordedBody {
  try {
    return { json: JSON.parse(text) as JsonValue };
  } catch {
    return { text };
  }
}

function sortNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortNames);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, each]) => [name, sortNames(each)]));
}

function isExchange(value: unknown): value is Exchange {
  const { request, response } = (value ?? {}) as { readonly request?: Partial<Exchange['request']>; readonly response?: Partial<Exchange['response']> };
  return [request?.method, request?.url].every((each) => typeof each === 'string') && typeof response?.status === 'number' && [request?.headers, request?.body, response.headers, response.body].every((each) => typeof each === 'object');
}

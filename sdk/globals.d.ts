// What a plugin finds without importing it, beyond the language itself: `"types": ["plexi-plugin/globals"]` in tsconfig.json.
// Not for programs with the types of Node.js or of browsers, which declare the same names.

/** Writes lines to the host's log. */
declare var console: {
  debug(...values: unknown[]): void;
  log(...values: unknown[]): void;
  info(...values: unknown[]): void;
  dir(...values: unknown[]): void;
  warn(...values: unknown[]): void;
  error(...values: unknown[]): void;
  trace(...values: unknown[]): void;
  assert(condition: unknown, ...values: unknown[]): void;
};

declare function queueMicrotask(callback: () => void): void;
declare function structuredClone<Value>(value: Value): Value;
declare function atob(text: string): string;
declare function btoa(text: string): string;

declare var performance: { now(): number; readonly timeOrigin: number };

declare class DOMException extends Error {
  constructor(message?: string, name?: string);
  readonly code: number;
}

declare class URL {
  static canParse(url: string | URL, base?: string | URL): boolean;
  constructor(url: string | URL, base?: string | URL);
  hash: string;
  host: string;
  hostname: string;
  href: string;
  readonly origin: string;
  password: string;
  pathname: string;
  port: string;
  protocol: string;
  search: string;
  readonly searchParams: URLSearchParams;
  username: string;
  toJSON(): string;
  toString(): string;
}

declare class URLSearchParams {
  constructor(init?: string | URLSearchParams | Iterable<readonly [string, string]> | Readonly<Record<string, string>>);
  readonly size: number;
  append(name: string, value: string): void;
  delete(name: string, value?: string): void;
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string, value?: string): boolean;
  set(name: string, value: string): void;
  sort(): void;
  forEach(visit: (value: string, name: string, params: URLSearchParams) => void): void;
  entries(): IterableIterator<[string, string]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  [Symbol.iterator](): IterableIterator<[string, string]>;
  toString(): string;
}

declare class Headers {
  constructor(init?: Headers | Iterable<readonly [string, string]> | Readonly<Record<string, string>>);
  append(name: string, value: string): void;
  delete(name: string): void;
  get(name: string): string | null;
  getSetCookie(): string[];
  has(name: string): boolean;
  set(name: string, value: string): void;
  forEach(visit: (value: string, name: string, headers: Headers) => void): void;
  entries(): IterableIterator<[string, string]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  [Symbol.iterator](): IterableIterator<[string, string]>;
}

declare class TextEncoder {
  readonly encoding: 'utf-8';
  encode(text?: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean });
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  decode(bytes?: ArrayBuffer | ArrayBufferView, options?: { readonly stream?: boolean }): string;
}

declare var crypto: {
  getRandomValues<Bytes extends ArrayBufferView>(bytes: Bytes): Bytes;
  randomUUID(): `${string}-${string}-${string}-${string}-${string}`;
  readonly subtle: {
    digest(algorithm: string, bytes: ArrayBuffer | ArrayBufferView): Promise<ArrayBuffer>;
    readonly [operation: string]: (...args: never[]) => Promise<unknown>;
  };
};

declare var setTimeout: typeof import('./web/timers.ts').setTimeout;
declare var clearTimeout: typeof import('./web/timers.ts').clearTimeout;
declare var setInterval: typeof import('./web/timers.ts').setInterval;
declare var clearInterval: typeof import('./web/timers.ts').clearInterval;
declare var reportError: typeof import('./web/event-target.ts').reportError;

declare var AbortController: typeof import('./web/abort-controller.ts').AbortController;
declare type AbortController = import('./web/abort-controller.ts').AbortController;
declare var AbortSignal: typeof import('./web/abort-controller.ts').AbortSignal;
declare type AbortSignal = import('./web/abort-controller.ts').AbortSignal;
declare var Event: typeof import('./web/event-target.ts').Event;
declare type Event = import('./web/event-target.ts').Event;
declare var EventTarget: typeof import('./web/event-target.ts').EventTarget;
declare type EventTarget = import('./web/event-target.ts').EventTarget;
declare var CustomEvent: typeof import('./web/event-target.ts').CustomEvent;
declare type CustomEvent<Detail = unknown> = import('./web/event-target.ts').CustomEvent<Detail>;

declare var ReadableStream: typeof import('./web/streams/readable-stream.ts').ReadableStream;
declare type ReadableStream<Chunk = unknown> = import('./web/streams/readable-stream.ts').ReadableStream<Chunk>;
declare var WritableStream: typeof import('./web/streams/writable-stream.ts').WritableStream;
declare type WritableStream<Chunk = unknown> = import('./web/streams/writable-stream.ts').WritableStream<Chunk>;
declare var TransformStream: typeof import('./web/streams/transform-stream.ts').TransformStream;
declare type TransformStream<Input = unknown, Output = unknown> = import('./web/streams/transform-stream.ts').TransformStream<Input, Output>;
declare var CountQueuingStrategy: typeof import('./web/streams/queuing.ts').CountQueuingStrategy;
declare type CountQueuingStrategy = import('./web/streams/queuing.ts').CountQueuingStrategy;
declare var ByteLengthQueuingStrategy: typeof import('./web/streams/queuing.ts').ByteLengthQueuingStrategy;
declare type ByteLengthQueuingStrategy = import('./web/streams/queuing.ts').ByteLengthQueuingStrategy;
declare var TextDecoderStream: typeof import('./web/streams/text-streams.ts').TextDecoderStream;
declare type TextDecoderStream = import('./web/streams/text-streams.ts').TextDecoderStream;
declare var TextEncoderStream: typeof import('./web/streams/text-streams.ts').TextEncoderStream;
declare type TextEncoderStream = import('./web/streams/text-streams.ts').TextEncoderStream;

declare var Blob: typeof import('./web/blob.ts').Blob;
declare type Blob = import('./web/blob.ts').Blob;
declare var File: typeof import('./web/blob.ts').File;
declare type File = import('./web/blob.ts').File;
declare var FormData: typeof import('./web/form-data.ts').FormData;
declare type FormData = import('./web/form-data.ts').FormData;
declare var fetch: typeof import('./web/fetch.ts').fetch;
declare var Request: typeof import('./web/request.ts').Request;
declare type Request = import('./web/request.ts').Request;
declare type RequestInit = import('./web/request.ts').RequestInit;
declare var Response: typeof import('./web/response.ts').Response;
declare type Response = import('./web/response.ts').Response;
declare type ResponseInit = import('./web/response.ts').ResponseInit;
declare type BodyInit = import('./web/body.ts').BodyInit;

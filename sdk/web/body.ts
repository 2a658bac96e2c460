import { Blob, bytesOf, concatBytes, copyBytes, type Bytes } from './blob.ts';
import { encodeFormData, FormData } from './form-data.ts';
import { readCore } from './streams/readable-core.ts';
import { ReadableStream } from './streams/readable-stream.ts';

/** What a body can be made of. */
export type BodyInit = string | ArrayBuffer | ArrayBufferView | Blob | FormData | URLSearchParams | ReadableStream<Bytes>;

/** A body, and what is known of it before it is read. */
export interface BodySource {
  readonly stream: ReadableStream<Bytes>;
  /** Absent where it comes from a stream. */
  readonly bytes?: Bytes;
  readonly type?: string;
}

/** Makes a body: Fetch §5.2. */
export function extractBody(init: BodyInit): BodySource {
  if (init instanceof ReadableStream) {
    const { isLocked, isDisturbed } = readCore(init);
    if (isLocked || isDisturbed) throw new TypeError('the stream was read before, or is being read: a body needs a fresh one');
    return { stream: init };
  }
  const { bytes, type } = encodeBody(init);
  return { stream: ReadableStream.from(bytes.length === 0 ? [] : [bytes]), bytes, ...(type !== undefined && { type }) };
}

function encodeBody(init: Exclude<BodyInit, ReadableStream<Bytes>>): { readonly bytes: Bytes; readonly type?: string } {
  if (init instanceof Blob) return { bytes: bytesOf(init), ...(init.type !== '' && { type: init.type }) };
  if (init instanceof FormData) {
    const boundary = `----plexi-form-${crypto.randomUUID()}`;
    return { bytes: encodeFormData(init, boundary), type: `multipart/form-data; boundary=${boundary}` };
  }
  if (init instanceof URLSearchParams) return { bytes: encodeText(init.toString()), type: 'application/x-www-form-urlencoded;charset=UTF-8' };
  if (init instanceof ArrayBuffer || ArrayBuffer.isView(init)) return { bytes: copyBytes(init) };
  return { bytes: encodeText(String(init)), type: 'text/plain;charset=UTF-8' };
}

function encodeText(text: string): Bytes {
  return new TextEncoder().encode(text);
}

/** What requests and responses have in common: Fetch §5.3. */
export abstract class Body {
  #source: BodySource | null;
  readonly #isUnusable = (): boolean => this.bodyUsed || this.body?.locked === true;

  constructor(source: BodySource | null) {
    this.#source = source;
  }

  abstract get headers(): Headers;

  get body(): ReadableStream<Bytes> | null {
    return this.#source?.stream ?? null;
  }

  get bodyUsed(): boolean {
    return this.body !== null && readCore(this.body).isDisturbed;
  }

  async bytes(): Promise<Bytes> {
    if (this.#isUnusable()) throw new TypeError('Body is unusable: Body has already been read');
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.body ?? []) {
      if (!(chunk instanceof Uint8Array)) throw new TypeError('the stream of a body holds bytes: every chunk is a Uint8Array');
      chunks.push(chunk);
    }
    return concatBytes(chunks);
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return (await this.bytes()).buffer;
  }

  async blob(): Promise<Blob> {
    return new Blob([await this.bytes()], { type: this.headers.get('content-type') ?? '' });
  }

  async text(): Promise<string> {
    return new TextDecoder().decode(await this.bytes());
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text()) as unknown;
  }

  async formData(): Promise<FormData> {
    const type = this.headers.get('content-type') ?? '';
    if (!/^application\/x-www-form-urlencoded\b/i.test(type)) {
      throw new TypeError(`formData() reads application/x-www-form-urlencoded here, not "${type}": read the body with bytes() and parse it`);
    }
    const form = new FormData();
    for (const [name, value] of new URLSearchParams(await this.text())) form.append(name, value);
    return form;
  }

  /** @internal The bytes of a body that is no stream, where they are known before it is read. */
  static bytesOf(body: Body): Bytes | undefined {
    return body.#source?.bytes;
  }

  /** @internal Makes a second body of one that nobody has read. */
  static clone(body: Body): BodySource | null {
    if (body.#isUnusable()) throw new TypeError('a body that was read cannot be cloned');
    if (body.#source === null) return null;
    const [one, other] = body.#source.stream.tee();
    const source = body.#source;
    body.#source = { ...source, stream: one };
    return { ...source, stream: other };
  }

  /** @internal Takes the body away: it counts as read. */
  static take(body: Body): BodySource | null {
    if (body.#isUnusable()) throw new TypeError('a request with a body that was read cannot be used again');
    const source = body.#source;
    if (source === null) return null;
    return { ...source, stream: ReadableStream.from(source.stream) };
  }
}

import { ReadableStream } from './streams/readable-stream.ts';

/** Bytes of their own memory. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** What a blob is made of. */
export type BlobPart = string | ArrayBuffer | ArrayBufferView | Blob;

const contents = new WeakMap<Blob, Bytes>();

/** Bytes that do not change, with a media type: File API §3. */
export class Blob {
  readonly type: string;

  constructor(parts: Iterable<BlobPart> = [], { type = '' }: { readonly type?: string } = {}) {
    // File API §3.1: a type that is no ASCII is no type.
    this.type = /^[\x20-\x7E]*$/.test(type) ? type.toLowerCase() : '';
    contents.set(this, concatBytes([...parts].map(encodePart)));
  }

  get size(): number {
    return bytesOf(this).length;
  }

  slice(start = 0, end = this.size, type = ''): Blob {
    return new Blob([bytesOf(this).slice(start, end)], { type });
  }

  bytes(): Promise<Bytes> {
    return Promise.resolve(bytesOf(this).slice());
  }

  arrayBuffer(): Promise<ArrayBuffer> {
    return Promise.resolve(bytesOf(this).slice().buffer);
  }

  text(): Promise<string> {
    return Promise.resolve(new TextDecoder().decode(bytesOf(this)));
  }

  stream(): ReadableStream<Bytes> {
    const bytes = bytesOf(this).slice();
    return ReadableStream.from(bytes.length === 0 ? [] : [bytes]);
  }

  get [Symbol.toStringTag](): string {
    return 'Blob';
  }
}

/** A blob with a name: File API §4. */
export class File extends Blob {
  readonly name: string;
  readonly lastModified: number;

  constructor(parts: Iterable<BlobPart>, name: string, { type = '', lastModified = Date.now() }: { readonly type?: string; readonly lastModified?: number } = {}) {
    super(parts, { type });
    this.name = String(name);
    this.lastModified = lastModified;
  }

  override get [Symbol.toStringTag](): string {
    return 'File';
  }
}

/** The bytes of a blob, at once. */
export function bytesOf(blob: Blob): Bytes {
  return contents.get(blob) ?? new Uint8Array();
}

/** Makes one of many. */
export function concatBytes(parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Copies what is bytes in one form or another. */
export function copyBytes(data: ArrayBuffer | ArrayBufferView): Bytes {
  if (data instanceof ArrayBuffer) return new Uint8Array(data.slice(0));
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();
}

function encodePart(part: BlobPart): Uint8Array {
  if (part instanceof Blob) return bytesOf(part);
  if (part instanceof ArrayBuffer || ArrayBuffer.isView(part)) return copyBytes(part);
  return new TextEncoder().encode(String(part));
}

import type { ReadableStream } from './readable-stream.ts';
import { TransformStream } from './transform-stream.ts';
import type { WritableStream } from './writable-stream.ts';

/** Bytes in, text out; a character that two chunks share comes out whole: Encoding §7.5. */
export class TextDecoderStream {
  readonly #decoder: InstanceType<typeof TextDecoder>;
  readonly #stream: TransformStream<ArrayBuffer | ArrayBufferView, string>;

  constructor(label = 'utf-8', options: { readonly fatal?: boolean; readonly ignoreBOM?: boolean } = {}) {
    const decoder = new TextDecoder(label, options);
    this.#decoder = decoder;
    this.#stream = new TransformStream<ArrayBuffer | ArrayBufferView, string>({
      transform(chunk, controller) {
        const text = decoder.decode(chunk as Uint8Array, { stream: true });
        if (text !== '') controller.enqueue(text);
      },
      flush(controller) {
        const text = decoder.decode();
        if (text !== '') controller.enqueue(text);
      },
    });
  }

  get encoding(): string {
    return this.#decoder.encoding;
  }

  get fatal(): boolean {
    return this.#decoder.fatal;
  }

  get ignoreBOM(): boolean {
    return this.#decoder.ignoreBOM;
  }

  get readable(): ReadableStream<string> {
    return this.#stream.readable;
  }

  get writable(): WritableStream<ArrayBuffer | ArrayBufferView> {
    return this.#stream.writable;
  }
}

/** Text in, UTF-8 out; a surrogate pair that two chunks share comes out whole: Encoding §7.6. */
export class TextEncoderStream {
  readonly encoding = 'utf-8';
  readonly #stream: TransformStream<string, Uint8Array>;

  constructor() {
    const encoder = new TextEncoder();
    let half = '';
    this.#stream = new TransformStream<string, Uint8Array>({
      transform(chunk, controller) {
        const text = half + String(chunk);
        half = /[\uD800-\uDBFF]$/.test(text) ? text.slice(-1) : '';
        if (text.length > half.length) controller.enqueue(encoder.encode(text.slice(0, text.length - half.length)));
      },
      flush(controller) {
        if (half !== '') controller.enqueue(encoder.encode(half));
      },
    });
  }

  get readable(): ReadableStream<Uint8Array> {
    return this.#stream.readable;
  }

  get writable(): WritableStream<string> {
    return this.#stream.writable;
  }
}

import { pipe, type PipeOptions } from './pipe.ts';
import type { QueuingStrategy } from './queuing.ts';
import { readCore, ReadableCore, setCore, type ReadResult, type UnderlyingSource } from './readable-core.ts';
import { tee } from './tee.ts';
import { readWritableCore } from './writable-core.ts';
import type { WritableStream } from './writable-stream.ts';

/** Chunks that arrive one after another: Streams §4.2. */
export class ReadableStream<Chunk = unknown> {
  constructor(source: UnderlyingSource<Chunk> | null = {}, strategy: QueuingStrategy<Chunk> = {}) {
    if (source === null) throw new TypeError('a ReadableStream needs a source, not null');
    const type: string | undefined = source.type;
    if (type !== undefined && type !== 'bytes') throw new TypeError(`"${type}" is no type of streams`);
    setCore(this, new ReadableCore(source, strategy));
  }

  static from<Chunk>(iterable: Iterable<Chunk> | AsyncIterable<Chunk>): ReadableStream<Chunk> {
    const iterator = openIterator(iterable);
    return new ReadableStream<Chunk>(
      {
        async pull(controller) {
          const next: IteratorResult<Chunk, unknown> = await iterator.next();
          if (next.done === true) controller.close();
          else controller.enqueue(next.value);
        },
        async cancel(reason) {
          await iterator.return?.(reason);
        },
      },
      { highWaterMark: 0 },
    );
  }

  get locked(): boolean {
    return readCore<Chunk>(this).isLocked;
  }

  cancel(reason?: unknown): Promise<undefined> {
    const core = readCore<Chunk>(this);
    return core.isLocked ? Promise.reject(new TypeError('the stream has a reader: cancel it through the reader')) : core.cancel(reason);
  }

  getReader({ mode }: { readonly mode?: 'byob' | undefined } = {}): ReadableStreamDefaultReader<Chunk> {
    if (mode !== undefined) throw new TypeError('readers with a buffer of their own are not offered here: call getReader() without a mode');
    return new ReadableStreamDefaultReader(this);
  }

  pipeThrough<Output>(
    { readable, writable }: { readonly readable: ReadableStream<Output>; readonly writable: WritableStream<Chunk> },
    options: PipeOptions = {},
  ): ReadableStream<Output> {
    if (this.locked || writable.locked) throw new TypeError('a stream that is locked cannot be piped');
    pipe(readCore<Chunk>(this), readWritableCore<Chunk>(writable), options).catch(() => undefined);
    return readable;
  }

  pipeTo(target: WritableStream<Chunk>, options: PipeOptions = {}): Promise<undefined> {
    if (this.locked || target.locked) return Promise.reject(new TypeError('a stream that is locked cannot be piped'));
    return pipe(readCore<Chunk>(this), readWritableCore<Chunk>(target), options);
  }

  tee(): [ReadableStream<Chunk>, ReadableStream<Chunk>] {
    const [one, other] = tee(readCore<Chunk>(this));
    return [new ReadableStream(one), new ReadableStream(other)];
  }

  values({ preventCancel = false }: { readonly preventCancel?: boolean } = {}): AsyncGenerator<Chunk, undefined> {
    return iterate(this.getReader(), preventCancel);
  }

  [Symbol.asyncIterator](options?: { readonly preventCancel?: boolean }): AsyncGenerator<Chunk, undefined> {
    return this.values(options);
  }

  get [Symbol.toStringTag](): string {
    return 'ReadableStream';
  }
}

/** Reads a stream, which nobody else can read meanwhile: Streams §4.4. */
export class ReadableStreamDefaultReader<Chunk = unknown> {
  #core: ReadableCore<Chunk> | undefined;
  #closed: Promise<undefined>;

  constructor(stream: ReadableStream<Chunk>) {
    this.#core = readCore<Chunk>(stream);
    this.#closed = this.#core.lock().promise;
  }

  get closed(): Promise<undefined> {
    return this.#closed;
  }

  read(): Promise<ReadResult<Chunk>> {
    return this.#core?.read() ?? Promise.reject(new TypeError('the reader was released'));
  }

  cancel(reason?: unknown): Promise<undefined> {
    return this.#core?.cancel(reason) ?? Promise.reject(new TypeError('the reader was released'));
  }

  releaseLock(): void {
    if (this.#core === undefined) return;
    const isOpen = this.#core.state === 'readable';
    this.#core.release();
    this.#core = undefined;
    if (isOpen) return;
    this.#closed = Promise.reject(new TypeError('the reader was released'));
    this.#closed.catch(() => undefined);
  }
}

async function* iterate<Chunk>(reader: ReadableStreamDefaultReader<Chunk>, preventCancel: boolean): AsyncGenerator<Chunk, undefined> {
  let isOver = false;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        isOver = true;
        throw error;
      });
      isOver = done;
      if (done) return undefined;
      yield value;
    }
  } finally {
    if (!isOver && !preventCancel) await reader.cancel();
    reader.releaseLock();
  }
}

function openIterator<Chunk>(iterable: Iterable<Chunk> | AsyncIterable<Chunk>): Iterator<Chunk> | AsyncIterator<Chunk> {
  if (Symbol.asyncIterator in Object(iterable)) return (iterable as AsyncIterable<Chunk>)[Symbol.asyncIterator]();
  return (iterable as Iterable<Chunk>)[Symbol.iterator]();
}


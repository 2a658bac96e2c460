import type { QueuingStrategy } from './queuing.ts';
import { readWritableCore, setWritableCore, WritableCore, type UnderlyingSink } from './writable-core.ts';

/** Takes chunks one after another: Streams §5.2. */
export class WritableStream<Chunk = unknown> {
  constructor(sink: UnderlyingSink<Chunk> = {}, strategy: QueuingStrategy<Chunk> = {}) {
    setWritableCore(this, new WritableCore(sink, strategy));
  }

  get locked(): boolean {
    return readWritableCore<Chunk>(this).isLocked;
  }

  abort(reason?: unknown): Promise<undefined> {
    return this.locked ? Promise.reject(new TypeError('the stream has a writer: abort it through the writer')) : readWritableCore<Chunk>(this).abort(reason);
  }

  close(): Promise<undefined> {
    return this.locked ? Promise.reject(new TypeError('the stream has a writer: close it through the writer')) : readWritableCore<Chunk>(this).close();
  }

  getWriter(): WritableStreamDefaultWriter<Chunk> {
    return new WritableStreamDefaultWriter(this);
  }

  get [Symbol.toStringTag](): string {
    return 'WritableStream';
  }
}

/** Writes to a stream, which nobody else can write to meanwhile: Streams §5.3. */
export class WritableStreamDefaultWriter<Chunk = unknown> {
  #core: WritableCore<Chunk> | undefined;

  constructor(stream: WritableStream<Chunk>) {
    const core = readWritableCore<Chunk>(stream);
    if (core.isLocked) throw new TypeError('the stream has a writer already');
    core.isLocked = true;
    this.#core = core;
  }

  get closed(): Promise<undefined> {
    return this.#core?.closed.promise ?? this.#refuse();
  }

  get ready(): Promise<undefined> {
    return this.#core?.ready.promise ?? this.#refuse();
  }

  get desiredSize(): number | null {
    if (this.#core === undefined) throw new TypeError('the writer was released');
    return this.#core.desiredSize;
  }

  write(chunk: Chunk): Promise<undefined> {
    return this.#core?.write(chunk) ?? this.#refuse();
  }

  close(): Promise<undefined> {
    return this.#core?.close() ?? this.#refuse();
  }

  abort(reason?: unknown): Promise<undefined> {
    return this.#core?.abort(reason) ?? this.#refuse();
  }

  releaseLock(): void {
    if (this.#core !== undefined) this.#core.isLocked = false;
    this.#core = undefined;
  }

  #refuse(): Promise<undefined> {
    return Promise.reject(new TypeError('the writer was released'));
  }
}

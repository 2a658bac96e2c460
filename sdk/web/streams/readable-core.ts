import { attempt, createDeferred, type Deferred } from './deferred.ts';
import { ChunkQueue, type QueuingStrategy } from './queuing.ts';

/** Where the chunks of a stream come from: Streams §4.2.3. */
export interface UnderlyingSource<Chunk> {
  start?(controller: ReadableStreamDefaultController<Chunk>): unknown;
  pull?(controller: ReadableStreamDefaultController<Chunk>): unknown;
  cancel?(reason?: unknown): unknown;
  /** `bytes` is taken as a stream of `Uint8Array`: readers that bring their own buffers (`byob`) are not offered. */
  readonly type?: 'bytes' | undefined;
}

/** What a reader gets. */
export type ReadResult<Chunk> = { readonly done: false; readonly value: Chunk } | { readonly done: true; readonly value: undefined };

/** What goes on inside a readable stream: Streams §4.9 and §4.10, for default readers. */
export class ReadableCore<Chunk> {
  state: 'readable' | 'closed' | 'errored' = 'readable';
  error: unknown = undefined;
  isDisturbed = false;
  /** Of the reader that has the stream; settled when the stream ends. */
  closed: Deferred<undefined> | undefined;
  readonly #source: UnderlyingSource<Chunk>;
  readonly #queue: ChunkQueue<Chunk>;
  readonly #controller: ReadableStreamDefaultController<Chunk>;
  #requests: Deferred<ReadResult<Chunk>>[] = [];
  #isStarted = false;
  #isClosing = false;
  #isPulling = false;
  #pullsAgain = false;

  constructor(source: UnderlyingSource<Chunk>, strategy: QueuingStrategy<Chunk>) {
    this.#source = source;
    this.#queue = new ChunkQueue(strategy, source.type === 'bytes' ? 0 : 1);
    this.#controller = new ReadableStreamDefaultController(this);
    const started = source.start?.(this.#controller);
    Promise.resolve(started).then(
      () => {
        this.#isStarted = true;
        this.#pullIfNeeded();
      },
      (reason: unknown) => { this.fail(reason); },
    );
  }

  get isLocked(): boolean {
    return this.closed !== undefined;
  }

  get canEnqueue(): boolean {
    return !this.#isClosing && this.state === 'readable';
  }

  get desiredSize(): number | null {
    if (this.state === 'readable') return this.#queue.room;
    return this.state === 'closed' ? 0 : null;
  }

  /** Whether somebody waits for a chunk. */
  get isAwaited(): boolean {
    return this.#requests.length > 0;
  }

  read(): Promise<ReadResult<Chunk>> {
    this.isDisturbed = true;
    if (this.state === 'errored') return Promise.reject(this.error);
    if (this.state === 'closed') return Promise.resolve({ done: true, value: undefined });
    if (this.#queue.isEmpty()) {
      const request = createDeferred<ReadResult<Chunk>>();
      this.#requests.push(request);
      this.#pullIfNeeded();
      return request.promise;
    }
    const value = this.#queue.shift() as Chunk;
    if (this.#queue.isEmpty() && this.#isClosing) this.#finish();
    else this.#pullIfNeeded();
    return Promise.resolve({ done: false, value });
  }

  enqueue(chunk: Chunk): void {
    if (!this.canEnqueue) throw new TypeError('the stream is closed or has failed: nothing can be added');
    const request = this.#requests.shift();
    if (request !== undefined) {
      request.resolve({ done: false, value: chunk });
    } else {
      try {
        this.#queue.push(chunk);
      } catch (error) {
        this.fail(error);
        throw error;
      }
    }
    this.#pullIfNeeded();
  }

  close(): void {
    if (!this.canEnqueue) throw new TypeError('the stream is closed already, or has failed');
    this.#isClosing = true;
    if (this.#queue.isEmpty()) this.#finish();
  }

  fail(reason: unknown): void {
    if (this.state !== 'readable') return;
    this.state = 'errored';
    this.error = reason;
    this.#queue.clear();
    for (const request of this.#requests.splice(0)) request.reject(reason);
    this.closed?.reject(reason);
  }

  async cancel(reason: unknown): Promise<undefined> {
    this.isDisturbed = true;
    if (this.state === 'closed') return undefined;
    if (this.state === 'errored') throw this.error;
    this.#finish();
    this.#queue.clear();
    await attempt(() => this.#source.cancel?.(reason));
    return undefined;
  }

  /** Gives the stream to a reader. */
  lock(): Deferred<undefined> {
    if (this.closed !== undefined) throw new TypeError('the stream has a reader already');
    const closed = createDeferred<undefined>();
    if (this.state === 'closed') closed.resolve(undefined);
    if (this.state === 'errored') closed.reject(this.error);
    this.closed = closed;
    return closed;
  }

  /** Takes the stream from its reader. */
  release(): void {
    const released = new TypeError('the reader was released');
    for (const request of this.#requests.splice(0)) request.reject(released);
    this.closed?.reject(released);
    this.closed = undefined;
  }

  #finish(): void {
    this.state = 'closed';
    for (const request of this.#requests.splice(0)) request.resolve({ done: true, value: undefined });
    this.closed?.resolve(undefined);
  }

  #pullIfNeeded(): void {
    const isWanted = this.canEnqueue && this.#isStarted && (this.isAwaited || this.#queue.room > 0);
    if (!isWanted) return;
    if (this.#isPulling) {
      this.#pullsAgain = true;
      return;
    }
    this.#isPulling = true;
    attempt(() => this.#source.pull?.(this.#controller)).then(
      () => {
        this.#isPulling = false;
        if (!this.#pullsAgain) return;
        this.#pullsAgain = false;
        this.#pullIfNeeded();
      },
      (reason: unknown) => { this.fail(reason); },
    );
  }
}

const cores = new WeakMap<object, ReadableCore<unknown>>();

/** Puts a stream on top of what goes on inside. */
export function setCore<Chunk>(stream: object, core: ReadableCore<Chunk>): void {
  cores.set(stream, core as ReadableCore<unknown>);
}

/** What goes on inside a stream. */
export function readCore<Chunk>(stream: object): ReadableCore<Chunk> {
  const core = cores.get(stream);
  if (core === undefined) throw new TypeError('this is no ReadableStream');
  return core as ReadableCore<Chunk>;
}

/** Fills a stream. */
export class ReadableStreamDefaultController<Chunk> {
  readonly #core: ReadableCore<Chunk>;

  constructor(core: ReadableCore<Chunk>) {
    this.#core = core;
  }

  get desiredSize(): number | null {
    return this.#core.desiredSize;
  }

  /** Always null: readers do not bring buffers. */
  get byobRequest(): null {
    return null;
  }

  close(): void {
    this.#core.close();
  }

  enqueue(chunk: Chunk): void {
    this.#core.enqueue(chunk);
  }

  error(reason?: unknown): void {
    this.#core.fail(reason);
  }
}

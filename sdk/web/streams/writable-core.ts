import { AbortController, type AbortSignal } from '../abort-controller.ts';
import { attempt, createDeferred, type Deferred } from './deferred.ts';
import { ChunkQueue, type QueuingStrategy } from './queuing.ts';

/** Where the chunks of a stream go: Streams §5.2.3. */
export interface UnderlyingSink<Chunk> {
  start?(controller: WritableStreamDefaultController): unknown;
  write?(chunk: Chunk, controller: WritableStreamDefaultController): unknown;
  close?(): unknown;
  abort?(reason?: unknown): unknown;
}

interface Abort {
  readonly reason: unknown;
  readonly isLate: boolean;
  readonly done: Deferred<undefined>;
}

/** What goes on inside a writable stream: Streams §5.4 and §5.5. */
export class WritableCore<Chunk> {
  state: 'writable' | 'erroring' | 'errored' | 'closed' = 'writable';
  error: unknown = undefined;
  isLocked = false;
  readonly closed = createDeferred<undefined>();
  ready = createDeferred<undefined>();
  readonly #sink: UnderlyingSink<Chunk>;
  readonly #queue: ChunkQueue<Chunk>;
  readonly #controller: WritableStreamDefaultController;
  readonly #giveUp = new AbortController();
  #requests: Deferred<undefined>[] = [];
  #close: Deferred<undefined> | undefined;
  #abort: Abort | undefined;
  #isStarted = false;
  #isBusy = false;
  #isFull: boolean;

  constructor(sink: UnderlyingSink<Chunk>, strategy: QueuingStrategy<Chunk>) {
    this.#sink = sink;
    this.#queue = new ChunkQueue(strategy, 1);
    this.#controller = new WritableStreamDefaultController(this.#giveUp.signal, (reason) => { this.fail(reason); });
    this.#isFull = this.#queue.room <= 0;
    if (!this.#isFull) this.ready.resolve(undefined);
    Promise.resolve(sink.start?.(this.#controller)).then(
      () => {
        this.#isStarted = true;
        this.#advance();
      },
      (reason: unknown) => {
        this.#isStarted = true;
        this.fail(reason);
        this.#advance();
      },
    );
  }

  get desiredSize(): number | null {
    if (this.state === 'closed') return 0;
    return this.state === 'writable' ? this.#queue.room : null;
  }

  /** Whether it is closed, or will be when everything is written. */
  get isClosing(): boolean {
    return this.#close !== undefined || this.state === 'closed';
  }

  write(chunk: Chunk): Promise<undefined> {
    if (this.state === 'errored' || this.state === 'erroring') return Promise.reject(this.error);
    if (this.isClosing) return Promise.reject(new TypeError('the stream is closed: nothing can be written'));
    const request = createDeferred<undefined>();
    try {
      this.#queue.push(chunk);
    } catch (error) {
      this.fail(error);
      return Promise.reject(error);
    }
    this.#requests.push(request);
    this.#updateReady();
    this.#advance();
    return request.promise;
  }

  close(): Promise<undefined> {
    if (this.isClosing || this.state === 'errored') return Promise.reject(new TypeError('the stream is closed already, or has failed'));
    const request = createDeferred<undefined>();
    this.#close = request;
    if (this.state === 'writable') this.ready.resolve(undefined);
    this.#advance();
    return request.promise;
  }

  abort(reason: unknown): Promise<undefined> {
    if (this.state === 'closed' || this.state === 'errored') return Promise.resolve(undefined);
    if (this.#abort !== undefined) return this.#abort.done.promise;
    const isLate = this.state === 'erroring';
    const abort: Abort = { reason: isLate ? undefined : reason, isLate, done: createDeferred() };
    this.#abort = abort;
    this.#giveUp.abort(reason);
    this.fail(reason);
    return abort.done.promise;
  }

  /** Nothing is written any more; what is being written ends first. */
  fail(reason: unknown): void {
    if (this.state !== 'writable') return;
    this.state = 'erroring';
    this.error = reason;
    this.ready.reject(reason);
    this.ready = createDeferred();
    this.ready.reject(reason);
    this.#advance();
  }

  #advance(): void {
    if (!this.#isStarted || this.#isBusy || this.state === 'closed' || this.state === 'errored') return;
    if (this.state === 'erroring') this.#finishFailing();
    else if (!this.#queue.isEmpty()) this.#writeNext();
    else if (this.#close !== undefined) this.#closeSink(this.#close);
  }

  #writeNext(): void {
    // A chunk takes up room until it is written.
    const chunk = this.#queue.peek() as Chunk;
    const request = this.#requests.shift();
    const written = (): void => {
      this.#queue.shift();
      request?.resolve(undefined);
      this.#updateReady();
    };
    this.#run(() => this.#sink.write?.(chunk, this.#controller), written, (reason) => request?.reject(reason));
  }

  #closeSink(request: Deferred<undefined>): void {
    const closed = (): void => {
      this.state = 'closed';
      request.resolve(undefined);
      this.#abort?.done.resolve(undefined);
      this.closed.resolve(undefined);
    };
    this.#run(() => this.#sink.close?.(), closed, (reason) => { request.reject(reason); });
  }

  #run(work: () => unknown, done: () => void, failed: (reason: unknown) => void): void {
    this.#isBusy = true;
    attempt(work).then(
      () => {
        this.#isBusy = false;
        done();
        this.#advance();
      },
      (reason: unknown) => {
        this.#isBusy = false;
        failed(reason);
        this.fail(reason);
        this.#advance();
      },
    );
  }

  #finishFailing(): void {
    this.state = 'errored';
    this.#queue.clear();
    for (const request of this.#requests.splice(0)) request.reject(this.error);
    this.#close?.reject(this.error);
    this.closed.reject(this.error);
    const abort = this.#abort;
    if (abort === undefined) return;
    if (abort.isLate) abort.done.reject(this.error);
    else attempt(() => this.#sink.abort?.(abort.reason)).then(() => { abort.done.resolve(undefined); }, abort.done.reject);
  }

  #updateReady(): void {
    if (this.state !== 'writable' || this.isClosing) return;
    const isFull = this.#queue.room <= 0;
    if (!isFull) this.ready.resolve(undefined);
    else if (!this.#isFull) this.ready = createDeferred();
    this.#isFull = isFull;
  }
}

const cores = new WeakMap<object, WritableCore<never>>();

/** Puts a stream on top of what goes on inside. */
export function setWritableCore<Chunk>(stream: object, core: WritableCore<Chunk>): void {
  cores.set(stream, core as unknown as WritableCore<never>);
}

/** What goes on inside a stream. */
export function readWritableCore<Chunk>(stream: object): WritableCore<Chunk> {
  const core = cores.get(stream);
  if (core === undefined) throw new TypeError('this is no WritableStream');
  return core as unknown as WritableCore<Chunk>;
}

/** What a sink knows of its stream. */
export class WritableStreamDefaultController {
  readonly signal: AbortSignal;
  readonly #fail: (reason: unknown) => void;

  constructor(signal: AbortSignal, fail: (reason: unknown) => void) {
    this.signal = signal;
    this.#fail = fail;
  }

  error(reason?: unknown): void {
    this.#fail(reason);
  }
}

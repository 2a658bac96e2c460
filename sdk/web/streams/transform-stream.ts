import { attempt, createDeferred } from './deferred.ts';
import type { QueuingStrategy } from './queuing.ts';
import type { ReadableStreamDefaultController } from './readable-core.ts';
import { ReadableStream } from './readable-stream.ts';
import type { WritableStreamDefaultController } from './writable-core.ts';
import { WritableStream } from './writable-stream.ts';

/** What is done to chunks on their way: Streams §6.2.3. */
export interface Transformer<Input, Output> {
  start?(controller: TransformStreamDefaultController<Output>): unknown;
  transform?(chunk: Input, controller: TransformStreamDefaultController<Output>): unknown;
  flush?(controller: TransformStreamDefaultController<Output>): unknown;
  cancel?(reason?: unknown): unknown;
}

/** A pair of streams: what is written to the one comes out of the other. Streams §6.2. */
export class TransformStream<Input = unknown, Output = unknown> {
  readonly readable: ReadableStream<Output>;
  readonly writable: WritableStream<Input>;

  constructor(transformer: Transformer<Input, Output> = {}, input: QueuingStrategy<Input> = {}, output: QueuingStrategy<Output> = {}) {
    const ends: Partial<Ends<Output>> = {};
    const controller = new TransformStreamDefaultController<Output>(ends);
    let started: Promise<unknown> = Promise.resolve();
    this.readable = new ReadableStream<Output>(
      {
        start: (readable) => void (ends.readable = readable),
        pull: () => controller.pull(),
        async cancel(reason) {
          ends.writable?.error(reason);
          await transformer.cancel?.(reason);
        },
      },
      { highWaterMark: 0, ...output },
    );
    this.writable = new WritableStream<Input>(
      {
        start(writable) {
          ends.writable = writable;
          started = attempt(() => transformer.start?.(controller));
          return started;
        },
        async write(chunk) {
          await controller.pulled();
          if (transformer.transform === undefined) controller.enqueue(chunk as unknown as Output);
          else await controller.guard(() => transformer.transform?.(chunk, controller));
        },
        async close() {
          await controller.guard(() => transformer.flush?.(controller));
          controller.finish();
        },
        async abort(reason) {
          ends.readable?.error(reason);
          await transformer.cancel?.(reason);
        },
      },
      { highWaterMark: 1, ...input },
    );
    started.catch((error: unknown) => { controller.error(error); });
  }

  get [Symbol.toStringTag](): string {
    return 'TransformStream';
  }
}

interface Ends<Output> {
  readable: ReadableStreamDefaultController<Output>;
  writable: WritableStreamDefaultController;
}

/** Lets chunks out of a transform stream. */
export class TransformStreamDefaultController<Output> {
  readonly #ends: Partial<Ends<Output>>;
  #isAwaited = createDeferred<undefined>();
  #isFull = createDeferred<undefined>();
  #hasBackpressure = true;

  /** @internal */
  constructor(ends: Partial<Ends<Output>>) {
    this.#ends = ends;
  }

  get desiredSize(): number | null {
    return this.#ends.readable?.desiredSize ?? null;
  }

  enqueue(chunk: Output): void {
    this.#ends.readable?.enqueue(chunk);
    if ((this.desiredSize ?? 0) <= 0 && !this.#hasBackpressure) this.#setBackpressure(true);
  }

  error(reason?: unknown): void {
    this.#ends.readable?.error(reason);
    this.#ends.writable?.error(reason);
    this.#isAwaited.resolve(undefined);
  }

  terminate(): void {
    this.finish();
    this.#ends.writable?.error(new TypeError('the transform stream was ended'));
    this.#isAwaited.resolve(undefined);
  }

  /** @internal Somebody wants a chunk: settles when there are enough of them. */
  pull(): Promise<undefined> {
    this.#setBackpressure(false);
    return this.#isFull.promise;
  }

  /** @internal Settles when somebody wants a chunk. */
  pulled(): Promise<undefined> {
    return this.#hasBackpressure ? this.#isAwaited.promise : Promise.resolve(undefined);
  }

  /** @internal Runs a function of the transformer: what it throws ends both streams. */
  async guard(run: () => unknown): Promise<void> {
    try {
      await run();
    } catch (error) {
      this.error(error);
      throw error;
    }
  }

  /** @internal */
  finish(): void {
    const readable = this.#ends.readable;
    if (readable?.desiredSize === null) return;
    try {
      readable?.close();
    } catch {
      // It was terminated before: closing twice is no fault of the transformer.
    }
  }

  #setBackpressure(hasBackpressure: boolean): void {
    this.#hasBackpressure = hasBackpressure;
    if (hasBackpressure) {
      this.#isFull.resolve(undefined);
      this.#isAwaited = createDeferred();
    } else {
      this.#isAwaited.resolve(undefined);
      this.#isFull = createDeferred();
    }
  }
}

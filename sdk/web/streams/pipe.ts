import { onAbort, type AbortSignalLike } from '../abort-controller.ts';
import { createDeferred } from './deferred.ts';
import type { ReadableCore, ReadResult } from './readable-core.ts';
import type { WritableCore } from './writable-core.ts';

/** What happens to the one stream when the other ends. */
export interface PipeOptions {
  readonly preventAbort?: boolean;
  readonly preventCancel?: boolean;
  readonly preventClose?: boolean;
  readonly signal?: AbortSignalLike;
}

/** Writes everything that a stream holds to another one: Streams §4.9.1, in its order of precedence. */
export async function pipe<Chunk>(
  from: ReadableCore<Chunk>,
  to: WritableCore<Chunk>,
  { preventAbort = false, preventCancel = false, preventClose = false, signal }: PipeOptions,
): Promise<undefined> {
  const interrupted = createDeferred<undefined>();
  const interrupt = (): void => { interrupted.resolve(undefined); };
  let aborted: { readonly reason: unknown } | undefined;
  let lastWrite: Promise<unknown> = Promise.resolve();

  const fail = async (reason: unknown, ...ends: readonly (() => Promise<unknown>)[]): Promise<never> => {
    await lastWrite;
    await Promise.all(ends.map((end) => end()));
    throw reason;
  };
  const abort = (reason: unknown) => () => (preventAbort ? Promise.resolve() : to.abort(reason));
  const cancel = (reason: unknown) => () => (preventCancel ? Promise.resolve() : from.cancel(reason));

  from.lock();
  to.isLocked = true;
  to.closed.promise.then(interrupt, interrupt);
  const forget = onAbort(signal, (reason) => {
    aborted = { reason };
    interrupt();
  });
  try {
    for (;;) {
      if (aborted !== undefined) return await fail(aborted.reason, abort(aborted.reason), cancel(aborted.reason));
      if (from.state === 'errored') return await fail(from.error, abort(from.error));
      if (to.state === 'errored' || to.state === 'erroring') return await fail(to.error, cancel(to.error));
      if (to.isClosing && from.state === 'readable') {
        const reason = new TypeError('the stream that is piped to is closed');
        return await fail(reason, cancel(reason));
      }
      const next = await readNext(from, to, interrupted.promise, () => aborted !== undefined);
      if (next === undefined) continue;
      if (next.done) {
        await lastWrite;
        if (!preventClose && !to.isClosing) await to.close();
        return undefined;
      }
      lastWrite = to.write(next.value).catch(() => undefined);
    }
  } finally {
    forget();
    from.release();
    to.isLocked = false;
  }
}

// `undefined` where something else happened first: the loop looks again.
async function readNext<Chunk>(from: ReadableCore<Chunk>, to: WritableCore<Chunk>, interrupted: Promise<undefined>, isOver: () => boolean): Promise<ReadResult<Chunk> | undefined> {
  await Promise.race([to.ready.promise.catch(() => undefined), interrupted]);
  if (isOver() || to.state !== 'writable') return undefined;
  return Promise.race([from.read().catch(() => undefined), interrupted]);
}

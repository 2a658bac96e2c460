import { createDeferred } from './deferred.ts';
import type { ReadableCore, ReadableStreamDefaultController, UnderlyingSource } from './readable-core.ts';

/** Makes the sources of two streams of one stream: Streams §4.9.1. A chunk that one of them has read waits for the other. */
export function tee<Chunk>(core: ReadableCore<Chunk>): readonly [UnderlyingSource<Chunk>, UnderlyingSource<Chunk>] {
  const controllers: ReadableStreamDefaultController<Chunk>[] = [];
  const reasons = new Map<number, unknown>();
  const cancelled = createDeferred<undefined>();
  let reading: Promise<void> | undefined;

  const each = (act: (controller: ReadableStreamDefaultController<Chunk>) => void): void => {
    controllers.forEach((controller, branch) => {
      if (!reasons.has(branch)) act(controller);
    });
  };
  const read = async (): Promise<void> => {
    const { done, value } = await core.read();
    if (!done) {
      each((controller) => { controller.enqueue(value); });
      return;
    }
    each((controller) => { controller.close(); });
    cancelled.resolve(undefined);
  };
  const createBranch = (branch: number): UnderlyingSource<Chunk> => ({
    start(controller) {
      controllers[branch] = controller;
    },
    // Both branches wait for the same chunk.
    pull: () => (reading ??= read().finally(() => { reading = undefined; })),
    cancel(reason) {
      reasons.set(branch, reason);
      if (reasons.size === 2) core.cancel([reasons.get(0), reasons.get(1)]).then(cancelled.resolve, cancelled.reject);
      return cancelled.promise;
    },
  });
  core.lock().promise.catch((error: unknown) => {
    each((controller) => { controller.error(error); });
    cancelled.resolve(undefined);
  });
  return [createBranch(0), createBranch(1)];
}

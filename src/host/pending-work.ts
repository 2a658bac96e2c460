import type { Follow } from './tasks/run-task.ts';

/** Work that has begun and has not ended. */
export interface PendingWork {
  readonly follow: Follow;
  /** Settles when nothing is left; never rejects. */
  settled(): Promise<void>;
}

/** Begins without any work. */
export function createPendingWork(): PendingWork {
  const pending = new Set<Promise<unknown>>();
  return {
    async follow(work) {
      const ended = work.then(() => undefined, () => undefined);
      pending.add(ended);
      try {
        return await work;
      } finally {
        pending.delete(ended);
      }
    },
    async settled() {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}

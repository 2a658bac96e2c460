import type { BoundaryValue } from '../../sdk/runtime-interface.ts';
import { createDeferred } from './deferred.ts';

/** Hooks that are running: each has a number, a result to come and an end of its time. */
export interface Invocations {
  /**
   * @param start - Sends the invocation off under its number.
   * @param createTimeout - What one that takes too long is rejected with; its late end is ignored.
   * @param wallMs - How long it may take; default: as long as all.
   */
  begin(hook: string, start: (id: number) => void, createTimeout: () => Error, wallMs?: number): Promise<BoundaryValue>;
  /**
   * Takes a running invocation off the list.
   *
   * @returns `undefined` for one that has ended.
   * @throws RangeError for one that never was.
   */
  take(id: number): RunningHook | undefined;
  /** The hooks that are running, for messages. */
  names(): readonly string[];
  failAll(error: Error): void;
}

/** One hook that is running. */
export interface RunningHook {
  readonly hook: string;
  readonly resolve: (value: BoundaryValue) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Makes an empty list of running hooks.
 *
 * @param defaultMs - How long each may take unless it says otherwise.
 */
export function createInvocations(defaultMs: number): Invocations {
  const running = new Map<number, RunningHook>();
  let lastId = 0;
  const take = (id: number): RunningHook | undefined => {
    if (id < 1 || id > lastId) throw new RangeError(`there was no invocation ${id}`);
    const found = running.get(id);
    running.delete(id);
    return found;
  };
  return {
    async begin(hook, start, createTimeout, wallMs = defaultMs) {
      const id = ++lastId;
      const { promise, resolve, reject } = createDeferred<BoundaryValue>();
      const timer = setTimeout(() => take(id)?.reject(createTimeout()), wallMs);
      running.set(id, { hook, resolve, reject });
      start(id);
      try {
        return await promise;
      } finally {
        clearTimeout(timer);
      }
    },
    take,
    names: () => [...new Set([...running.values()].map(({ hook }) => hook))],
    failAll(error) {
      for (const id of [...running.keys()]) take(id)?.reject(error);
    },
  };
}

import type { JSValueHandle } from 'quickjs-wasi';

/** Promises that were rejected and have no handler yet. */
export interface Rejections {
  /** Hears from the engine of a rejection without a handler, and of a handler that came later. */
  readonly track: (promise: JSValueHandle, reason: JSValueHandle, isHandled: boolean) => void;
  /** Takes the reasons of those that still have none; the caller disposes of them. */
  readonly take: () => readonly JSValueHandle[];
}

/** More in one turn are a flood, of which the first tell enough. */
const MOST = 16;

/** Makes an empty list. */
export function createRejections(): Rejections {
  const open = new Map<number, { readonly promise: JSValueHandle; readonly reason: JSValueHandle }>();
  return {
    track(promise, reason, isHandled) {
      const known = open.get(promise.identity);
      if (isHandled && known !== undefined) {
        open.delete(promise.identity);
        known.promise.dispose();
        known.reason.dispose();
      } else if (!isHandled && open.size < MOST) {
        // Holding the promise keeps its identity from being given to another.
        open.set(promise.identity, { promise: promise.dup(), reason: reason.dup() });
      }
    },
    take() {
      const taken = [...open.values()];
      open.clear();
      return taken.map(({ promise, reason }) => {
        promise.dispose();
        return reason;
      });
    },
  };
}

/** What plugins and their host are doing at the moment. */
export interface Activity {
  /** Follows work that may have to wait for the clock or for the world outside. */
  track<Result>(work: Promise<Result>): Promise<Result>;
  /** Follows work that ends by itself: it is waited for. */
  finish<Result>(work: Promise<Result>): Promise<Result>;
  /** Adds a sandbox: `ping` settles when it has dealt with everything that was sent to it before. */
  add(ping: () => Promise<unknown>): () => void;
  /** Settles when everybody has done what can be done now: what is left waits for the clock or for the outside world. */
  idle(): Promise<void>;
}

/** Makes an activity in which nothing happens. */
export function createActivity(): Activity {
  const pings = new Set<() => Promise<unknown>>();
  const unfinished = new Set<Promise<unknown>>();
  let changes = 0;

  const pause = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });
  const track: Activity['track'] = async (work) => {
    changes += 1;
    try {
      return await work;
    } finally {
      changes += 1;
    }
  };
  return {
    track,
    finish(work) {
      const tracked = track(work);
      unfinished.add(tracked);
      return tracked.finally(() => { unfinished.delete(tracked); });
    },
    add(ping) {
      pings.add(ping);
      return () => { pings.delete(ping); };
    },
    async idle() {
      for (let before = -1; before !== changes; ) {
        before = changes;
        await pause();
        // A sandbox that is gone has nothing left to do.
        await Promise.allSettled([...unfinished, ...[...pings].map((ping) => ping())]);
        await pause();
      }
    },
  };
}

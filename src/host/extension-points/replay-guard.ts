import type { Clock } from '../clock.ts';

/** Sees to it that something that comes twice is done once. */
export interface ReplayGuard {
  /**
   * Does something under a key, unless it has been done within the window; what is under way is waited for. What fails
   * has not been done.
   *
   * @returns `undefined` when it had been done before.
   */
  once<Result>(key: string, windowMs: number, work: () => Promise<Result>): Promise<Result | undefined>;
}

// Beyond it the oldest are forgotten, so that nobody fills the memory of the host by sending much.
const MOST = 10_000;

/** Makes a guard that has seen nothing. */
export function createReplayGuard(clock: Clock): ReplayGuard {
  const done = new Map<string, number>();
  const running = new Map<string, Promise<unknown>>();

  function forget(now: number): void {
    for (const [key, until] of done) {
      if (until > now && done.size <= MOST) return;
      done.delete(key);
    }
  }

  return {
    async once(key, windowMs, work) {
      for (let other = running.get(key); other !== undefined; other = running.get(key)) await other.catch(() => undefined);
      if ((done.get(key) ?? 0) > clock.now()) return undefined;
      const working = work();
      running.set(key, working);
      try {
        const result = await working;
        done.delete(key);
        done.set(key, clock.now() + windowMs);
        forget(clock.now());
        return result;
      } finally {
        running.delete(key);
      }
    },
  };
}

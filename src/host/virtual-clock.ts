import type { Clock } from './clock.ts';
import { parseDuration } from './parse-duration.ts';

/** A clock that moves only when it is told to. */
export interface VirtualClock extends Clock {
  onMove(listener: (now: number) => void): () => void;
  /**
   * Moves the time on and runs the timers that fall due, in order, each at its own time.
   *
   * @param duration - Milliseconds, or a number with a unit: `250ms`, `30s`, `5m`, `1h`, `2d`.
   * @param settle - Awaited after each timer: what it started may set timers that fall due as well.
   * @throws {@link PlexiError} `PLX4110` when it is no duration.
   */
  advance(duration: number | string, settle?: () => Promise<void>): Promise<void>;
}

interface WaitingTimer {
  readonly due: number;
  readonly run: () => void;
}

/** Makes a clock that stands still at a moment: milliseconds since 1970, or anything that `Date` understands. */
export function createVirtualClock(start: number | string | Date): VirtualClock {
  let now = new Date(start).getTime();
  const timers = new Set<WaitingTimer>();
  const listeners = new Set<(now: number) => void>();

  function move(to: number): void {
    now = to;
    for (const listener of listeners) listener(now);
  }

  return {
    now: () => now,
    setTimer(delayMs, run) {
      const timer = { due: now + Math.max(0, delayMs), run };
      timers.add(timer);
      return { cancel: () => { timers.delete(timer); } };
    },
    onMove(listener) {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
    async advance(duration, settle = () => Promise.resolve()) {
      const end = now + parseDuration(duration);
      for (let timer = findNext(timers, end); timer !== undefined; timer = findNext(timers, end)) {
        timers.delete(timer);
        move(timer.due);
        timer.run();
        await settle();
      }
      move(end);
    },
  };
}

// Timers due at the same time run in the order in which they were set: the order of the set.
function findNext(timers: ReadonlySet<WaitingTimer>, end: number): WaitingTimer | undefined {
  let next: WaitingTimer | undefined;
  for (const timer of timers) {
    if (timer.due <= end && (next === undefined || timer.due < next.due)) next = timer;
  }
  return next;
}

import type { ThreadCpu } from '../thread-cpu.ts';
import { SHARED } from '../wire.ts';

/** The first clock: it stops a turn from inside, where the source line is still known. */
export interface TurnClock {
  begin(): void;
  end(): void;
  /** Asked by the interpreter some ten thousand times a second. */
  overrun(): 'cpu-turn' | 'cpu-rate' | undefined;
}

// Asking the kernel costs a fifth of an ordinary turn, and most are over by then. What this forgives is nothing that matters: what
// keeps the interpreter busy without ever asking is the second clock's affair.
const BRIEF_MS = 1;

/**
 * Makes the clock of one worker.
 *
 * Time on the wall is never less than CPU time, so it is asked first, and the kernel only when a turn is no brief one, and again
 * when as much time has passed as is left: an innocent plugin on a loaded machine is not stopped, and an ordinary turn asks nobody.
 */
export function createTurnClock(shared: Int32Array, limitMs: number, cpu: ThreadCpu | undefined): TurnClock {
  const readCpu = cpu?.read ?? (() => performance.now());
  let startedAt: number | undefined;
  // What a thread takes to start is nobody's turn.
  let askAgainAt = Infinity;
  return {
    begin() {
      Atomics.add(shared, SHARED.turn, 1);
      startedAt = undefined;
      askAgainAt = performance.now() + Math.min(BRIEF_MS, limitMs);
    },
    end() {
      Atomics.add(shared, SHARED.turn, 1);
    },
    overrun() {
      if (Atomics.load(shared, SHARED.stop) !== 0) return 'cpu-rate';
      const now = performance.now();
      if (now < askAgainAt) return undefined;
      const used = readCpu();
      startedAt ??= used;
      const left = limitMs - (used - startedAt);
      if (left <= 0) return 'cpu-turn';
      askAgainAt = now + left;
      return undefined;
    },
  };
}

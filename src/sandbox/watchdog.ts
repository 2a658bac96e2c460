import type { SandboxLimits } from '../core/limits/plugin-limits.ts';
import { createRateBudget } from '../core/limits/rate-budget.ts';
import { SHARED } from './wire.ts';

/** The second clock: what the host itself measures, without trusting the worker. */
export interface Watchdog {
  /** Looks after the worker until it is idle again; called once for each turn that it is given. */
  watch(): void;
  stop(): void;
}

/** What a watchdog needs. */
export interface WatchdogOptions {
  readonly limits: Pick<SandboxLimits, 'cpuMsPerCall' | 'cpuMsPerSecond'>;
  /** The cells shared with the worker. */
  readonly shared: Int32Array;
  /** Milliseconds of CPU time the worker has used. */
  readonly readCpu: () => number;
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
  /** Calls back again and again until the returned function is called. */
  readonly every: (ms: number, tick: () => void) => () => void;
  /** The worker did not stop by itself. */
  readonly onOverrun: (kind: 'cpu-turn' | 'cpu-rate') => void;
}

const TICK_MS = 50;
/** CPU time that the worker gets on top to stop by itself: only then is there a source line. With a tick and the end of the thread it has to be over after 250 ms. */
const GRACE_CPU_MS = 125;
/** On the clock, where it may have to wait for a processor. */
const GRACE_MS = 250;
const IDLE_TICKS = 3;

/** Makes a watchdog that sleeps until the first `watch`. */
export function createWatchdog(options: WatchdogOptions): Watchdog {
  const { limits, shared, readCpu, now } = options;
  const budget = createRateBudget(limits.cpuMsPerSecond, now());
  let cancel: (() => void) | undefined;
  let cpu = 0;
  let turn = 0;
  let cpuAtTurn = 0;
  let idleTicks = 0;
  /** How many turns the worker has been given; it may wait for a processor before it begins one. */
  let given = 0;
  let askedAt: number | undefined;

  const stop = (): void => {
    cancel?.();
    cancel = undefined;
  };
  const end = (kind: 'cpu-turn' | 'cpu-rate'): void => {
    stop();
    options.onOverrun(kind);
  };
  const tick = (): void => {
    const used = readCpu() - cpu;
    cpu += used;
    const current = Atomics.load(shared, SHARED.turn);
    if (current !== turn) {
      turn = current;
      cpuAtTurn = cpu;
      idleTicks = 0;
    }
    const running = turn % 2 === 1;
    if (running && cpu - cpuAtTurn > limits.cpuMsPerCall + GRACE_CPU_MS) {
      end('cpu-turn');
      return;
    }
    if (askedAt !== undefined) {
      if (now() - askedAt >= GRACE_MS) end('cpu-rate');
    } else if (!budget.take(used, now())) {
      askedAt = now();
      Atomics.store(shared, SHARED.stop, 1);
    } else if (!running && turn >= 2 * given && ++idleTicks > IDLE_TICKS) stop();
  };

  return {
    watch() {
      given += 1;
      idleTicks = 0;
      cancel ??= options.every(TICK_MS, tick);
    },
    stop,
  };
}

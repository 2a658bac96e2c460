import type { Worker } from 'node:worker_threads';
import type { SandboxLimits } from '../core/limits/plugin-limits.ts';
import { createThreadCpu } from './thread-cpu.ts';
import { createWatchdog, type Watchdog, type WatchdogOptions } from './watchdog.ts';

/**
 * Sets a watchdog on a worker thread. It sleeps until its first `watch`.
 *
 * Where the kernel keeps no account of threads, the time that the worker's event loop was busy stands in for CPU
 * time: never too little, but on a loaded machine too much.
 *
 * @param account - The thread's own descriptor of its account; `undefined` where it has none.
 */
export function watchWorker(
  worker: Worker,
  account: number | undefined,
  shared: Int32Array,
  limits: SandboxLimits,
  onOverrun: WatchdogOptions['onOverrun'],
): Watchdog {
  const readCpu = createThreadCpu(account)?.read ?? (() => worker.performance.eventLoopUtilization().active);
  // What the thread did before belongs to nobody, or to another plugin.
  const cpuBefore = readCpu();
  return createWatchdog({
    limits,
    shared,
    readCpu: () => readCpu() - cpuBefore,
    now: () => performance.now(),
    every(ms, tick) {
      const timer = setInterval(tick, ms);
      return () => {
        clearInterval(timer);
      };
    },
    onOverrun,
  });
}

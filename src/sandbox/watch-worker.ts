import type { Worker } from 'node:worker_threads';
import type { SandboxLimits } from './engine.ts';
import { openThreadCpu } from './thread-cpu.ts';
import { createWatchdog, type Watchdog, type WatchdogOptions } from './watchdog.ts';

/**
 * Sets a watchdog on a worker thread. It sleeps until its first `watch`.
 *
 * Where the kernel keeps no account of threads, the time that the worker's event loop was busy stands in for CPU
 * time: never too little, but on a loaded machine too much.
 *
 * @param thread - The kernel's id of the thread; empty where it is not known.
 */
export function watchWorker(
  worker: Worker,
  thread: string,
  shared: Int32Array,
  limits: SandboxLimits,
  onOverrun: WatchdogOptions['onOverrun'],
): Watchdog {
  const cpu = /^\d+$/.test(thread) ? openThreadCpu(thread) : undefined;
  const readCpu = cpu?.read ?? (() => worker.performance.eventLoopUtilization().active);
  // What the thread did before belongs to nobody, or to another plugin.
  const cpuBefore = readCpu();
  const watchdog = createWatchdog({
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
  return {
    watch() {
      watchdog.watch();
    },
    stop() {
      watchdog.stop();
      cpu?.close();
    },
  };
}

import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { PoolOptions, PoolRunnerInitializer, PoolWorker } from 'vitest/node';

/** Threads for test files that have loaded what every test file needs. */
export interface WarmThreads {
  /** What vitest takes its threads from. */
  readonly pool: PoolRunnerInitializer;
  /** Makes as many threads ready as the next run will start at once; to be called when a run is over. */
  prepare(): void;
}

/**
 * Makes threads that are ready before there is something to run: to start one takes longer than most test files.
 *
 * Each still runs one test file and ends, as vitest's own do, so that no file sees what another one has left.
 *
 * @param toolRoot - Where plexi-plugin is installed.
 */
export function createWarmThreads(toolRoot: string): WarmThreads {
  const preload = pathToFileURL(join(toolRoot, 'dist', 'test-runner', 'preload.js')).href;
  const ready: Worker[] = [];
  let last: PoolOptions | undefined;
  let started = 0;

  const startThread = ({ distPath, env, execArgv }: PoolOptions): Worker =>
    new Worker(join(distPath, 'workers', 'threads.js'), { env, execArgv: [...execArgv, '--import', preload], stdout: true, stderr: true });
  return {
    pool: {
      name: 'warm-threads',
      createPoolWorker(options) {
        last = options;
        started++;
        return createPoolWorker(options, () => ready.shift() ?? startThread(options));
      },
    },
    prepare() {
      if (last === undefined) return;
      while (ready.length < Math.min(started, availableParallelism())) ready.push(startThread(last));
      started = 0;
    },
  };
}

function createPoolWorker({ project }: PoolOptions, takeThread: () => Worker): PoolWorker {
  const { outputStream, errorStream } = project.vitest.logger;
  let thread: Worker | undefined;
  return {
    name: 'warm-threads',
    on: (event, callback) => void thread?.on(event, callback),
    off: (event, callback) => void thread?.off(event, callback),
    send: (message) => { thread?.postMessage(message); },
    deserialize: (data) => data,
    start() {
      if (thread === undefined) {
        thread = takeThread();
        thread.stdout.pipe(outputStream, { end: false });
        thread.stderr.pipe(errorStream, { end: false });
      }
      return Promise.resolve();
    },
    async stop() {
      await thread?.terminate();
      thread = undefined;
    },
  };
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { findToolRoot } from '../platform/tool.ts';
import { createDeferred } from './deferred.ts';
import { loadQuickJs, type QuickJsModules } from './load-modules.ts';
import { SHARED } from './wire.ts';
import { FREE, type WorkerSettings } from './worker/settings.ts';

/** Where sandboxes live: the compiled interpreter, and threads to run it in. Whoever makes it closes it. */
export interface Threads {
  /** The interpreter with room for so many bytes; compiled once. */
  load(memoryBytes: number): Promise<QuickJsModules>;
  start(settings: WorkerSettings): Thread;
  /** Ends the threads that nobody uses. */
  close(): Promise<void>;
}

/** A thread for one plugin. */
export interface Thread {
  readonly worker: Worker;
  /** Settles when nothing of the plugin is left. */
  readonly ended: Promise<unknown>;
  /** Called once. @param isClean - Whether no limit was broken. */
  end(isClean: boolean): void;
}

/**
 * The worker's own limits, beside the plugin's. With a stack of 4 MB deep recursion in `JSON.parse` ended the worker;
 * from 8 MB on QuickJS always notices first, and can say where it was. 16 leaves room for processors whose frames are
 * larger; memory is taken only as it is used.
 */
const THREAD_LIMITS = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4, stackSizeMb: 16 };

/** How long a thread may take to say that it is free; after that it is ended like any other. */
const PATIENCE_MS = 250;

/**
 * Makes threads that end with their plugin, or wait for the next one.
 *
 * @param keepFree - Whether they wait: a new interpreter takes a third of the time of a new thread with one. For plugins
 *   that trust each other, as all do that somebody tests together; other hosts have nothing survive a plugin.
 */
export function createThreads({ keepFree = false }: { readonly keepFree?: boolean } = {}): Threads {
  const modules = new Map<number, Promise<QuickJsModules>>();
  const free: Worker[] = [];
  let isClosed = false;

  const keep = (worker: Worker): void => {
    // Whoever waits for nothing else need not wait for these.
    worker.unref();
    worker.once('exit', () => {
      const index = free.indexOf(worker);
      if (index >= 0) free.splice(index, 1);
    });
    worker.on('error', () => undefined);
    free.push(worker);
  };
  const reuse = (settings: WorkerSettings): Worker | undefined => {
    const worker = free.pop();
    if (worker === undefined) return undefined;
    forget(worker);
    worker.ref();
    worker.postMessage(settings);
    return worker;
  };
  return {
    load(memoryBytes) {
      const loaded = modules.get(memoryBytes) ?? loadQuickJs(memoryBytes);
      modules.set(memoryBytes, loaded);
      return loaded;
    },
    start(settings) {
      const worker = reuse(settings) ?? startWorker(settings);
      const { promise: ended, resolve } = createDeferred<unknown>();
      worker.once('exit', resolve);
      const end = async (isClean: boolean): Promise<void> => {
        // In the middle of something, it would have to be waited for.
        const isIdle = Atomics.load(settings.shared, SHARED.turn) % 2 === 0;
        const isFree = keepFree && !isClosed && isClean && isIdle && (await setFree(worker));
        if (isFree && !isClosed) keep(worker);
        else await worker.terminate();
        resolve(undefined);
      };
      return { worker, ended, end: (isClean) => void end(isClean) };
    },
    async close() {
      isClosed = true;
      modules.clear();
      await Promise.all(free.splice(0).map((worker) => worker.terminate()));
    },
  };
}

// What the last plugin still has to say is for nobody any more.
function setFree(worker: Worker): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(finish, PATIENCE_MS, false);
    forget(worker);
    worker.on('message', (message) => { if (message === FREE) finish(true); });
    worker.once('error', () => { finish(false); });
    worker.once('exit', () => { finish(false); });
    worker.postMessage(FREE);

    function finish(isFree: boolean): void {
      clearTimeout(timer);
      forget(worker);
      resolve(isFree);
    }
  });
}

// One by one: without a name, those that the worker itself listens with would go, too.
function forget(worker: Worker): void {
  for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
}

// The thread has no environment, no arguments and no standard streams: whoever broke out of the interpreter would
// find an empty room.
function startWorker(settings: WorkerSettings): Worker {
  const file = join(findToolRoot(), 'dist', 'sandbox', 'worker.js');
  if (!existsSync(file)) throw new Error(`${file} is missing: run "npm run build"`);
  return new Worker(file, {
    name: 'plexi-sandbox',
    workerData: settings,
    env: {},
    argv: [],
    execArgv: [],
    stdin: false,
    stdout: true,
    stderr: true,
    resourceLimits: THREAD_LIMITS,
  });
}

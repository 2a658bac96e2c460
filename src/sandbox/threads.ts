import type { Worker } from 'node:worker_threads';
import { createCompiler } from './compile-quickjs.ts';
import type { GuestThreads } from './guest-thread.ts';
import { findSandboxFile, readQuickJs } from './read-quickjs.ts';
import { createShared, startWorker, watchThread } from './worker-thread.ts';
import { createGuestSettings, FREE, type WorkerSettings } from './worker/settings.ts';

/** Threads of this process. */
export interface Threads extends GuestThreads {
  /** Makes the interpreter with room for so many bytes ready before it is needed. */
  load(memoryBytes: number): Promise<unknown>;
}

/** How long a thread may take to say that it is free; after that it is ended like any other. */
const PATIENCE_MS = 250;

/**
 * Makes threads of this process that end with their plugin, or wait for the next one. Whoever makes them closes them.
 *
 * @param keepFree - Whether they wait: a new interpreter takes a third of the time of a new thread with one. For plugins
 *   that trust each other, as all do that somebody tests together; other hosts have nothing survive a plugin.
 */
export function createThreads({ keepFree = false }: { readonly keepFree?: boolean } = {}): Threads {
  const compile = createCompiler(readQuickJs);
  const free: Worker[] = [];
  let isClosed = false;

  const keep = async (worker: Worker): Promise<boolean> => {
    const isFree = !isClosed && (await setFree(worker));
    if (!isFree || isClosed) return false;
    // Whoever waits for nothing else need not wait for these.
    worker.unref();
    worker.once('exit', () => {
      const index = free.indexOf(worker);
      if (index >= 0) free.splice(index, 1);
    });
    worker.on('error', () => undefined);
    free.push(worker);
    return true;
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
    isolation: 'thread',
    load: compile,
    async start(options) {
      const modules = await compile(options.limits.memoryBytes);
      const settings = { ...createGuestSettings(options), modules, counts: options.counting?.counts, shared: createShared() };
      const worker = reuse(settings) ?? startWorker({ source: { file: findSandboxFile('worker.cjs') }, flags: [] }, settings);
      return watchThread(worker, settings, keepFree ? keep : undefined);
    },
    async close() {
      isClosed = true;
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

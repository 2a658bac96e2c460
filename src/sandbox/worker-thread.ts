import { Worker } from 'node:worker_threads';
import { createFailure } from './guest-failure.ts';
import type { GuestEvents, GuestThread } from './guest-thread.ts';
import { watchWorker } from './watch-worker.ts';
import type { Watchdog, WatchdogOptions } from './watchdog.ts';
import { postBatch, SHARED, type FaultKind, type FromWorker } from './wire.ts';
import type { WorkerSettings } from './worker/settings.ts';

/** The code of a worker, and the flags of Node.js that it runs under. */
export interface WorkerProgram {
  /** A file, or the code itself. */
  readonly source: { readonly file: string } | { readonly code: string };
  readonly flags: readonly string[];
}

/**
 * The worker's own limits, beside the plugin's. With a stack of 4 MB deep recursion in `JSON.parse` ended the worker;
 * from 8 MB on QuickJS always notices first, and can say where it was. 16 leaves room for processors whose frames are
 * larger; memory is taken only as it is used.
 */
const THREAD_LIMITS = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4, stackSizeMb: 16 };

/** Makes the cells of `SHARED`. */
export function createShared(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(SHARED.cells * Int32Array.BYTES_PER_ELEMENT));
}

/**
 * Listens to a thread that begins with a guest, and watches how long it computes.
 *
 * @param keep - Takes a thread that is free again instead of its end, or says that it does not.
 */
export function watchThread(worker: Worker, { kernels, limits, shared }: Pick<WorkerSettings, 'kernels' | 'limits' | 'shared'>, keep?: (worker: Worker) => Promise<boolean>): GuestThread {
  let events: GuestEvents | undefined;
  let watchdog: Watchdog | undefined;

  const tellFault = (kind: FaultKind, failure = createFailure('')): void => {
    const fault: FromWorker = ['fault', kind, JSON.stringify(failure)];
    events?.onBatch([fault]);
  };
  const tellOverrun: WatchdogOptions['onOverrun'] = (kind) => {
    const kernel = kernels[Atomics.load(shared, SHARED.kernel) - 1];
    if (kernel === undefined) tellFault(kind);
    else tellFault('kernel-cpu', { ...createFailure(''), name: kernel.name });
  };
  const tellEnd = (): void => {
    watchdog?.stop();
    events?.onEnd();
    events = undefined;
  };
  const end = async (isClean: boolean): Promise<void> => {
    watchdog?.stop();
    // In the middle of something, it would have to be waited for.
    const isIdle = Atomics.load(shared, SHARED.turn) % 2 === 0;
    const isKept = keep !== undefined && isClean && isIdle && (await keep(worker));
    if (!isKept) await worker.terminate();
    tellEnd();
  };
  // First it says where its account of CPU time is, then what its guest says.
  worker.once('message', (account: unknown) => {
    watchdog = watchWorker(worker, typeof account === 'number' ? account : undefined, shared, limits, tellOverrun);
    watchdog.watch();
    worker.on('message', (batch: unknown) => {
      events?.onBatch(batch);
    });
  });
  worker.once('error', (error) => {
    tellFault('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'crash', createFailure(error.message));
  });
  worker.once('exit', tellEnd);
  return {
    listen(given) {
      events = given;
    },
    post(batch) {
      postBatch(worker, batch);
      watchdog?.watch();
    },
    end: (isClean) => void end(isClean),
  };
}

// The thread has no environment, no arguments and no standard streams: whoever broke out of the interpreter would
// find an empty room.
export function startWorker({ source, flags }: WorkerProgram, settings: WorkerSettings): Worker {
  const isCode = 'code' in source;
  return new Worker(isCode ? source.code : source.file, {
    eval: isCode,
    name: 'plexi-sandbox',
    workerData: settings,
    env: {},
    argv: [],
    execArgv: [...flags],
    stdin: false,
    stdout: true,
    stderr: true,
    resourceLimits: THREAD_LIMITS,
  });
}

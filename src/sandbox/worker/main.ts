// Entry of the worker thread: the plugin's interpreter lives here, and nothing else does.
import { readlinkSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { listTransfers, type FromWorker, type ToWorker } from '../wire.ts';
import { runGuest } from './run-guest.ts';
import type { WorkerSettings } from './settings.ts';

if (parentPort === null) throw new TypeError('this file is loaded by plexi-plugin, in a worker thread');
const port = parentPort;
const post = (batch: readonly FromWorker[]): void => {
  port.postMessage(batch, listTransfers(batch));
};

// An event loop with nothing to wait for ends its turn by waiting for what V8 compiles in the background, which takes longer than to start the guest.
port.ref();
post([['thread', readThreadId()]]);
const receive = await runGuest(workerData as WorkerSettings, post);
port.on('message', (batch: readonly ToWorker[]) => {
  receive(batch);
});

/** The kernel's id of this thread, by which the host finds its account of CPU time; empty where there is none. */
function readThreadId(): string {
  try {
    return readlinkSync('/proc/thread-self').split('/').at(-1) ?? '';
  } catch {
    return '';
  }
}

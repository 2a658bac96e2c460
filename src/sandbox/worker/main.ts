// Entry of the worker thread: the plugin's interpreter lives here, and nothing else does.
import { parentPort, workerData } from 'node:worker_threads';
import { createThreadCpu, openThreadAccount } from '../thread-cpu.ts';
import { listTransfers, type FromWorker, type ToWorker } from '../wire.ts';
import { forgetSignals } from './forget-signals.ts';
import { runGuest } from './run-guest.ts';
import type { WorkerSettings } from './settings.ts';

if (parentPort === null) throw new TypeError('this file is loaded by plexi-plugin, in a worker thread');
const port = parentPort;
const post = (batch: readonly FromWorker[]): void => {
  port.postMessage(batch, listTransfers(batch));
};

// An event loop with nothing to wait for ends its turn by waiting for what V8 compiles in the background, which takes longer than to start the guest.
port.ref();
forgetSignals(process);
const account = openThreadAccount();
port.postMessage(account);
void runGuest(workerData as WorkerSettings, post, createThreadCpu(account)).then((receive) => {
  port.on('message', (batch: readonly ToWorker[]) => {
    receive(batch);
  });
});

// Entry of the worker thread: the plugin's interpreter lives here, and nothing else does.
import { parentPort, workerData } from 'node:worker_threads';
import { createThreadCpu, openThreadAccount } from '../thread-cpu.ts';
import { postBatch, type FromWorker, type ToWorker } from '../wire.ts';
import { forgetSignals } from './forget-signals.ts';
import { runGuest } from './run-guest.ts';
import { FREE, type WorkerSettings } from './settings.ts';

if (parentPort === null) throw new TypeError('this file is loaded by plexi-plugin, in a worker thread');
const port = parentPort;
const post = (batch: readonly FromWorker[]): void => {
  postBatch(port, batch);
};

forgetSignals(process);
const account = openThreadAccount();
const cpu = createThreadCpu(account);
void serve(workerData as WorkerSettings);

async function serve(settings: WorkerSettings): Promise<void> {
  // An event loop with nothing to wait for ends its turn by waiting for what V8 compiles in the background, which takes longer than to start the guest.
  port.ref();
  port.postMessage(account);
  const receive = await runGuest(settings, cpu, post);
  port.on('message', take);

  function take(message: readonly ToWorker[] | typeof FREE): void {
    if (message !== FREE) {
      receive(message);
      return;
    }
    // Nothing enters the guest from here on, and so nothing comes out of it.
    port.off('message', take);
    port.once('message', (next: WorkerSettings) => void serve(next));
    port.postMessage(FREE);
  }
}

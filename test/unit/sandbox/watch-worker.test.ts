import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { afterAll, describe, expect, test } from 'vitest';
import { watchWorker } from '../../../src/sandbox/watch-worker.ts';
import { SHARED } from '../../../src/sandbox/wire.ts';
import { TEST_LIMITS } from '../../helpers/sandbox.ts';

const workers: Worker[] = [];
afterAll(() => Promise.all(workers.map((worker) => worker.terminate())));

/** Starts a thread that tells its account of CPU time, then does what it is told. */
async function startThread(code: string): Promise<{ worker: Worker; account: number | undefined; shared: Int32Array }> {
  const shared = new Int32Array(new SharedArrayBuffer(SHARED.cells * 4));
  const worker = new Worker(
    `const { parentPort } = require('node:worker_threads');
     let account; try { account = require('node:fs').openSync('/proc/thread-self/schedstat'); } catch {}
     parentPort.postMessage(account); parentPort.once('message', () => { ${code} });`,
    { eval: true },
  );
  workers.push(worker);
  const account = await new Promise<number | undefined>((resolve) => worker.once('message', resolve));
  return { worker, account, shared };
}

const WAYS = [
  ['by the kernel’s account', (account: number | undefined) => account, existsSync('/proc/thread-self/schedstat')],
  ['by the event loop, where there is no account', () => undefined, true],
] as const;

describe('watchWorker', () => {
  for (const [name, choose, isPossible] of WAYS) {
    test.runIf(isPossible)(`ends a thread that is stuck, ${name}`, async () => {
      const { worker, account, shared } = await startThread('for (;;) {}');
      const overrun = await new Promise((resolve) => {
        const watchdog = watchWorker(worker, choose(account), shared, TEST_LIMITS, (kind) => {
          watchdog.stop();
          resolve(kind);
        });
        Atomics.add(shared, SHARED.turn, 1);
        worker.postMessage('go');
        watchdog.watch();
      });
      expect(overrun).toBe('cpu-turn');
    });

    test.runIf(isPossible)(`leaves a thread alone that waits, ${name}`, async () => {
      const { worker, account, shared } = await startThread('setTimeout(() => {}, 60_000);');
      const overruns: string[] = [];
      const watchdog = watchWorker(worker, choose(account), shared, TEST_LIMITS, (kind) => void overruns.push(kind));
      Atomics.add(shared, SHARED.turn, 1);
      worker.postMessage('go');
      watchdog.watch();
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      watchdog.stop();
      expect(overruns).toEqual([]);
    });
  }
});

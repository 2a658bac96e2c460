import { EventEmitter } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { createShared, watchThread } from '../../../src/sandbox/worker-thread.ts';
import { TEST_LIMITS } from '../../helpers/sandbox.ts';

class FakeWorker extends EventEmitter {
  readonly performance = { eventLoopUtilization: () => ({ active: 0, idle: 0, utilization: 0 }) };
  readonly postMessage = () => {};
  readonly terminate = async () => void this.emit('exit', 1);
}

function watch(keep?: (worker: Worker) => Promise<boolean>) {
  const worker = new FakeWorker();
  const heard: unknown[] = [];
  const thread = watchThread(worker as unknown as Worker, { kernels: [], limits: TEST_LIMITS, shared: createShared() }, keep);
  thread.listen({ onBatch: (batch) => heard.push(batch), onEnd: (loss) => heard.push(['end', loss]), isAtWork: () => false });
  return { worker, thread, heard };
}

describe('watchThread', () => {
  for (const [name, account] of [['a number', 7], ['nothing', undefined], ['nonsense', '/etc/passwd']] as const) {
    test(`takes the first message for the account of CPU time, be it ${name}, and passes on the rest`, () => {
      const { worker, thread, heard } = watch();
      worker.emit('message', account);
      worker.emit('message', [['ready', '[]']]);
      thread.end(true);
      expect(heard).toEqual([[['ready', '[]']], ['end', undefined]]);
    });
  }

  for (const [kind, code] of [['memory', 'ERR_WORKER_OUT_OF_MEMORY'], ['crash', undefined]] as const) {
    test(`tells what the thread broke down with as ${kind}, then its end`, () => {
      const { worker, heard } = watch();
      worker.emit('error', Object.assign(new Error('x'), { code }));
      worker.emit('exit', 1);
      expect(heard).toEqual([[['fault', kind, expect.stringContaining('"x"')]], ['end', undefined]]);
    });
  }

  for (const [what, isClean, isKept] of [['whose guest ended well', true, true], ['that nobody keeps', true, false], ['whose guest broke a limit', false, false]] as const) {
    test(`tells the end of one ${what} once, and ${isKept ? 'leaves it alone' : 'ends it'}`, async () => {
      const { worker, thread, heard } = watch(async () => isKept);
      thread.end(isClean);
      await expect.poll(() => heard).toEqual([['end', undefined]]);
      expect(worker.listenerCount('exit') === 1).toBe(isKept);
    });
  }
});

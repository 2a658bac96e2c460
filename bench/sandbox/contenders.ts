import { Worker } from 'node:worker_threads';
import { DEFAULT_LIMITS } from '../../src/core/limits/plugin-limits.ts';
import type { Engine } from '../../src/sandbox/engine.ts';
import { compileQuickJs } from '../../src/sandbox/compile-quickjs.ts';
import { readQuickJs } from '../../src/sandbox/read-quickjs.ts';
import { createQuickJsEngine } from '../../src/sandbox/quickjs-engine.ts';

/** Something that runs a plugin which calls its host. */
export interface Contender {
  start(): Promise<Running>;
  close(): Promise<void>;
}

/** One plugin that runs. */
export interface Running {
  /** Makes so many host calls, of which so many at once have no answer yet. */
  run(calls: number, width: number): Promise<unknown>;
  close(): Promise<unknown>;
}

const BUNDLE = `__plexi.register([{
  entry: 'src/index.ts', kind: 'message-processor', hooks: ['run'],
  async invoke(hook, [calls, width]) {
    let left = calls;
    const lane = async () => {
      while (left-- > 0) await __plexi.call('storage.get', { key: 'weather' });
    };
    await Promise.all(Array.from({ length: width }, lane));
  },
}]);`;

// The checks stay in place; only where they would end the measurement they are out of reach.
const LIMITS = { ...DEFAULT_LIMITS, cpuMsPerCall: 60_000, cpuMsPerSecond: 60_000, wallMsPerCall: 60_000, callsInFlight: 100, callsPerSecond: 10_000_000 };

/** The sandbox as hosts use it. */
export function createSandboxContender(engine: Engine = createQuickJsEngine()): Contender {
  return {
    async start() {
      const sandbox = await engine.start({
        plugin: 'bench',
        code: BUNDLE,
        limits: LIMITS,
        allowedMethods: new Set(['storage.get']),
        call: async () => ({ value: 'sunny' }),
        log: () => {},
      });
      return { run: (calls, width) => sandbox.invoke({ entry: 'src/index.ts', hook: 'run', args: [calls, width] }), close: () => sandbox.close() };
    },
    close: () => engine.close(),
  };
}

/** A bare worker thread. */
export function createWorkerContender(): Contender {
  return { start: () => startBare('bare-worker.mjs'), close: async () => {} };
}

/** QuickJS in a worker thread without any protection. */
export async function createBareContender(): Promise<Contender> {
  const modules = await compileQuickJs(await readQuickJs(), LIMITS.memoryBytes);
  return { start: () => startBare('bare-quickjs.mjs', modules), close: async () => {} };
}

type Message = readonly [kind: string, ...values: unknown[]];

// Both sides speak JSON, and send what one turn brings as one message: as the sandbox does.
async function startBare(file: string, workerData?: unknown): Promise<Running> {
  const worker = new Worker(new URL(file, import.meta.url), { workerData, execArgv: [], env: {} });
  const waiting = new Map<string, () => void>();
  const wait = (kind: string) => new Promise<void>((resolve) => waiting.set(kind, resolve));
  let outbox: string[] = [];
  const send = (message: Message): void => {
    if (outbox.push(JSON.stringify(message)) > 1) return;
    queueMicrotask(() => {
      worker.postMessage(outbox);
      outbox = [];
    });
  };
  const answer = async (id: unknown): Promise<void> => {
    send(['answer', id, await Promise.resolve({ value: 'sunny' })]);
  };
  const ready = wait('ready');
  worker.on('message', (batch: readonly string[]) => {
    for (const text of batch) {
      const message = JSON.parse(text) as Message;
      if (message[0] === 'call') void answer(message[1]);
      else waiting.get(message[0])?.();
    }
  });
  await ready;
  return {
    async run(calls, width) {
      const done = wait('done');
      send(['run', calls, width]);
      await done;
    },
    close: () => worker.terminate(),
  };
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { fail } from '../core/diagnostics/plexi-error.ts';
import { findToolRoot } from '../platform/tool.ts';
import type { Engine, SandboxOptions } from './engine.ts';
import { loadQuickJs, type QuickJsModules } from './load-modules.ts';
import { QuickJsSandbox } from './quickjs-sandbox.ts';
import { SHARED } from './wire.ts';
import type { WorkerSettings } from './worker/settings.ts';

/**
 * The worker's own limits, beside the plugin's. With a stack of 4 MB deep recursion in `JSON.parse` ended the worker;
 * from 8 MB on QuickJS always notices first, and can say where it was. 16 leaves room for processors whose frames are
 * larger; memory is taken only as it is used.
 */
const THREAD_LIMITS = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4, stackSizeMb: 16 };

/** Makes the engine that runs each plugin in a QuickJS interpreter, in WebAssembly, in a thread of its own. */
export function createQuickJsEngine(): Engine {
  const modules = new Map<number, Promise<QuickJsModules>>();
  const open = new Set<QuickJsSandbox>();
  let isClosed = false;

  const load = (memoryBytes: number): Promise<QuickJsModules> => {
    const loaded = modules.get(memoryBytes) ?? loadQuickJs(memoryBytes);
    modules.set(memoryBytes, loaded);
    return loaded;
  };
  return {
    name: 'quickjs',
    async start(options) {
      const compiled = await load(options.limits.memoryBytes);
      if (isClosed) fail('PLX4018', { plugin: options.plugin });
      const shared = new Int32Array(new SharedArrayBuffer(SHARED.cells * Int32Array.BYTES_PER_ELEMENT));
      const sandbox = new QuickJsSandbox(startWorker(createSettings(options, compiled, shared)), shared, options);
      open.add(sandbox);
      void sandbox.ended.then(() => open.delete(sandbox));
      return sandbox.started;
    },
    async close() {
      isClosed = true;
      await Promise.all([...open].map((sandbox) => sandbox.close()));
      modules.clear();
    },
  };
}

function createSettings({ code, counting, limits, allowedMethods, now, seed }: SandboxOptions, modules: QuickJsModules, shared: Int32Array): WorkerSettings {
  return { modules, code: counting?.code ?? code, counts: counting?.counts, limits, allowedMethods: [...allowedMethods], now, seed, shared };
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

import { fail } from '../core/diagnostics/plexi-error.ts';
import type { Engine, SandboxOptions } from './engine.ts';
import type { QuickJsModules } from './load-modules.ts';
import { QuickJsSandbox } from './quickjs-sandbox.ts';
import { createThreads, type Threads } from './threads.ts';
import { SHARED } from './wire.ts';
import type { WorkerSettings } from './worker/settings.ts';

/**
 * Makes the engine that runs each plugin in a QuickJS interpreter, in WebAssembly, in a thread of its own.
 *
 * @param given - Threads that others use, too, and that stay when the engine is closed; default: its own.
 */
export function createQuickJsEngine(given?: Threads): Engine {
  const threads = given ?? createThreads();
  const open = new Set<QuickJsSandbox>();
  let isClosed = false;

  return {
    name: 'quickjs',
    async start(options) {
      const compiled = await threads.load(options.limits.memoryBytes);
      if (isClosed) fail('PLX4018', { plugin: options.plugin });
      const settings = createSettings(options, compiled);
      const sandbox = new QuickJsSandbox(threads.start(settings), settings.shared, options);
      open.add(sandbox);
      void sandbox.ended.then(() => open.delete(sandbox));
      return sandbox.started;
    },
    async close() {
      isClosed = true;
      await Promise.all([...open].map((sandbox) => sandbox.close()));
      if (given === undefined) await threads.close();
    },
  };
}

function createSettings({ code, counting, limits, allowedMethods, now, seed }: SandboxOptions, modules: QuickJsModules): WorkerSettings {
  const shared = new Int32Array(new SharedArrayBuffer(SHARED.cells * Int32Array.BYTES_PER_ELEMENT));
  return { modules, code: counting?.code ?? code, counts: counting?.counts, limits, allowedMethods: [...allowedMethods], now, seed, shared };
}

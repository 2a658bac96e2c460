import { fail } from '../core/diagnostics/plexi-error.ts';
import type { Engine } from './engine.ts';
import type { GuestThreads } from './guest-thread.ts';
import { createProcessThreads } from './process/process-threads.ts';
import { QuickJsSandbox } from './quickjs-sandbox.ts';
import { createThreads } from './threads.ts';

/** How plugins are kept apart from the host. */
export interface QuickJsOptions {
  /**
   * `thread`: each plugin in a thread of the host's own process. `process`: all plugins in one child process that may read no
   * file, write none and start nothing, in namespaces of its own where `bwrap` is installed. Default: `thread`.
   */
  readonly isolation?: 'thread' | 'process';
}

function openThreads(isolation: NonNullable<QuickJsOptions['isolation']>): GuestThreads {
  switch (isolation) {
    case 'thread':
      return createThreads();
    case 'process':
      return createProcessThreads();
    default:
      // A word that is misspelled must not mean less protection than was asked for.
      throw new TypeError(`the isolation is "thread" or "process", not "${String(isolation)}"`);
  }
}

/**
 * Makes the engine that runs each plugin in a QuickJS interpreter, in WebAssembly, in a thread of its own.
 *
 * @throws TypeError for an isolation that there is not.
 */
export function createQuickJsEngine({ isolation = 'thread' }: QuickJsOptions = {}): Engine {
  return createEngineWith(openThreads(isolation));
}

/** Makes an engine on threads of its own, which are closed with it. */
export function createEngineWith(threads: GuestThreads): Engine {
  const engine = createEngineOn(threads);
  return {
    name: engine.name,
    get isolation() {
      return threads.isolation;
    },
    start: (options) => engine.start(options),
    async close() {
      await engine.close();
      await threads.close();
    },
  };
}

/** Makes an engine on threads that others use, too, and that stay when it is closed. */
export function createEngineOn(threads: GuestThreads): Engine {
  const open = new Set<QuickJsSandbox>();
  const closing = new AbortController();
  const isClosed = (): boolean => closing.signal.aborted;

  return {
    name: 'quickjs',
    get isolation() {
      return threads.isolation;
    },
    async start(options) {
      if (isClosed()) fail('PLX4018', { plugin: options.plugin });
      const thread = await threads.start(options);
      const sandbox = new QuickJsSandbox(thread, options);
      open.add(sandbox);
      void sandbox.ended.then(() => open.delete(sandbox));
      if (isClosed()) await sandbox.close();
      return sandbox.started;
    },
    async close() {
      closing.abort();
      await Promise.all([...open].map((sandbox) => sandbox.close()));
    },
  };
}

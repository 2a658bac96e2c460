import { createCompiler } from './compile-quickjs.ts';
import type { GuestThreads } from './guest-thread.ts';
import { findSandboxFile, readQuickJs } from './read-quickjs.ts';
import { startWorkerThread } from './worker-thread.ts';
import { createGuestSettings } from './worker/settings.ts';

/** Makes the threads of this process: each guest is in one of its own, and nothing else is around it. */
export function createLocalThreads(): GuestThreads {
  const compile = createCompiler(readQuickJs);
  return {
    isolation: 'thread',
    async start(options) {
      const modules = await compile(options.limits.memoryBytes);
      const program = { source: { file: findSandboxFile('worker.cjs') }, flags: [] };
      return startWorkerThread(program, { ...createGuestSettings(options), modules, counts: options.counting?.counts });
    },
    close: () => Promise.resolve(),
  };
}

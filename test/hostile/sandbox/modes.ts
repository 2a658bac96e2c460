import type { Engine } from '../../../src/sandbox/engine.ts';
import type { GuestThreads } from '../../../src/sandbox/guest-thread.ts';
import { createProcessThreads } from '../../../src/sandbox/process/process-threads.ts';
import { createEngineOn } from '../../../src/sandbox/quickjs-engine.ts';
import { createThreads } from '../../../src/sandbox/threads.ts';

/** Each way in which plugins can be run: a line each. */
export const MODES = {
  thread: () => openOn(createThreads()),
  process: () => openOn(createProcessThreads({ find: () => undefined })),
  namespaces: () => openOn(createProcessThreads()),
} as const satisfies Readonly<Record<string, () => Engine>>;

export type Mode = keyof typeof MODES;

function openOn(threads: GuestThreads): Engine {
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

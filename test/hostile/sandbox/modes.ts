import type { Engine } from '../../../src/sandbox/engine.ts';
import { createProcessThreads } from '../../../src/sandbox/process/process-threads.ts';
import { createEngineWith } from '../../../src/sandbox/quickjs-engine.ts';
import { createThreads } from '../../../src/sandbox/threads.ts';

/** Each way in which plugins can be run: a line each. */
export const MODES = {
  thread: () => createEngineWith(createThreads()),
  process: () => createEngineWith(createProcessThreads({ find: () => undefined })),
  namespaces: () => createEngineWith(createProcessThreads()),
} as const satisfies Readonly<Record<string, () => Engine>>;

export type Mode = keyof typeof MODES;

import type { SandboxLimits } from '../engine.ts';
import type { QuickJsModules } from '../load-modules.ts';

/** Asks a worker to forget its plugin, and is its answer when it has. */
export const FREE = 'free';

/** What a worker is started with, and then with each further plugin. */
export interface WorkerSettings {
  readonly modules: QuickJsModules;
  readonly code: string;
  /** Where counters are copied to; `undefined` where the code has none. */
  readonly counts: Uint32Array<SharedArrayBuffer> | undefined;
  readonly limits: SandboxLimits;
  readonly allowedMethods: readonly string[];
  readonly now: number | undefined;
  readonly seed: number | undefined;
  /** The cells of `SHARED`. */
  readonly shared: Int32Array;
}

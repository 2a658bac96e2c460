import type { SandboxLimits } from '../engine.ts';
import type { QuickJsModules } from '../load-modules.ts';

/** What a worker is started with. */
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

import { measureKernels } from '../../core/kernels/kernel-files.ts';
import type { SandboxLimits } from '../../core/limits/plugin-limits.ts';
import type { SandboxOptions } from '../engine.ts';
import type { QuickJsModules } from '../compile-quickjs.ts';

/** One kernel of a guest. */
export interface GuestKernel {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What a guest is started with: JSON, but for its kernels. */
export interface GuestSettings {
  readonly code: string;
  readonly kernels: readonly GuestKernel[];
  /** Its memory is that of the interpreter: what kernels may take is not in it. */
  readonly limits: SandboxLimits;
  readonly allowedMethods: readonly string[];
  readonly now?: number | undefined;
  readonly seed?: number | undefined;
}

/** Asks a worker to forget its plugin, and is its answer when it has. */
export const FREE = 'free';

/** What a worker is started with, and then with each further plugin. */
export interface WorkerSettings extends GuestSettings {
  readonly modules: QuickJsModules;
  /** Where counters are copied to; `undefined` where the code has none. */
  readonly counts: Uint32Array<SharedArrayBuffer> | undefined;
  /** The cells of `SHARED`. */
  readonly shared: Int32Array;
}

/** Takes out of the options of a sandbox what its guest is started with. */
export function createGuestSettings({ code, counting, kernels = {}, limits, allowedMethods, now, seed }: SandboxOptions): GuestSettings {
  return {
    code: counting?.code ?? code,
    // Copies: a view of a pool would take all of the pool into the thread.
    kernels: Object.entries(kernels).map(([name, bytes]) => ({ name, bytes: Uint8Array.from(bytes) })),
    limits: { ...limits, memoryBytes: limits.memoryBytes - measureKernels(kernels) },
    allowedMethods: [...allowedMethods],
    now,
    seed,
  };
}

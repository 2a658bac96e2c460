import type { SandboxLimits } from '../../core/limits/plugin-limits.ts';
import type { SandboxOptions } from '../engine.ts';
import type { QuickJsModules } from '../compile-quickjs.ts';

/** What a guest is started with: nothing but JSON. */
export interface GuestSettings {
  readonly code: string;
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
export function createGuestSettings({ code, counting, limits, allowedMethods, now, seed }: SandboxOptions): GuestSettings {
  return { code: counting?.code ?? code, limits, allowedMethods: [...allowedMethods], now, seed };
}

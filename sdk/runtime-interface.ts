/** JSON. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** What crosses between a plugin and its host: JSON, with bytes in it. */
export type BoundaryValue =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | readonly BoundaryValue[]
  | { readonly [key: string]: BoundaryValue };

/** An array of numbers over some bytes. */
export type NumberArray = Int8Array | Uint8Array | Uint8ClampedArray | Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array | BigInt64Array | BigUint64Array;

/** Keys and indexes that lead to a part of a value, from the outside in. */
export type Place = readonly (string | number)[];

/** Bytes on their way out of a plugin: the JSON they belong to has `null` in their place. */
export type Attachment = readonly [place: Place, bytes: Uint8Array];

/** Something an entry point offers beyond its hooks; see `Contribution`. */
export interface RuntimeContribution {
  readonly type: string;
  readonly name: string;
  readonly options: JsonValue;
}

/** One entry point of a plugin, as the sandbox sees it. */
export interface RuntimeEntry {
  /** Where the manifest names it, for example `src/index.ts:Weather`. */
  readonly entry: string;
  readonly kind: string;
  /** Hooks that the entry implements; no other is ever invoked. */
  readonly hooks: readonly string[];
  /** What it offers beyond hooks; none when absent. Those with code are run by the hook `runContribution`. */
  readonly contributions?: readonly RuntimeContribution[];
  /**
   * Runs a hook.
   *
   * @param attach - Takes the bytes that belong into the result.
   * @returns JSON.
   */
  invoke(hook: string, args: readonly BoundaryValue[], attach: (place: Place, bytes: Uint8Array) => void): Promise<JsonValue | undefined>;
}

/**
 * What a sandbox offers at `globalThis.__plexi` before a bundle is evaluated: version 1 of the only interface
 * between a packed plugin and the hosts of today and tomorrow.
 */
export interface PlexiRuntime {
  readonly version: 1;
  /**
   * Calls the host. Rejects with `{ code, message, details }`.
   *
   * @param attachments - The bytes that belong into the params.
   */
  call(method: string, params: JsonValue, attachments?: readonly Attachment[]): Promise<BoundaryValue>;
  /** Writes one line to the host's log. */
  log(level: 'debug' | 'info' | 'warn' | 'error', text: string): void;
  /**
   * Runs a function of a kernel, which may change the bytes. Throws with the code `KERNEL_FAILED` when there is no such function, or the
   * machine stops it.
   *
   * @returns What it returned; 0 for nothing.
   */
  runKernel(kernel: string, name: string, bytes: NumberArray, numbers: readonly number[]): number;
  /** Called once by the bundle with every entry point of the plugin. */
  register(entries: readonly RuntimeEntry[]): void;
}

import type { JsonValue } from '../../sdk/runtime-interface.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';

/** How much of the machine one plugin may use. */
export interface SandboxLimits {
  /** Heap of the plugin, in bytes. */
  readonly memoryBytes: number;
  /** CPU time one invocation may take before it gives control back, in milliseconds. */
  readonly cpuMsPerCall: number;
  /** CPU time per second of wall time, in milliseconds, averaged over ten seconds. */
  readonly cpuMsPerSecond: number;
  /** Wall time one invocation may take, in milliseconds. */
  readonly wallMsPerCall: number;
  /** Host calls that may be unanswered at once. */
  readonly callsInFlight: number;
  /** Bytes of one message over the boundary, either way. */
  readonly messageBytes: number;
  /** Console and log lines per second. */
  readonly logLinesPerSecond: number;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** One host call a plugin makes. */
export interface HostCall {
  readonly method: string;
  readonly params: JsonValue;
  /** Where the plugin made it, mapped to its source; only for methods that `tracedMethods` names. */
  readonly stack?: string;
}

/** What the host gives to a sandbox. */
export interface SandboxOptions {
  /** The plugin's name, for messages. */
  readonly plugin: string;
  /** The bundle: one script. */
  readonly code: string;
  /** The bundle's source map, as JSON text. */
  readonly sourceMap?: string;
  readonly limits: SandboxLimits;
  /**
   * Answers a host call. A rejection with a {@link HostCallError} reaches the plugin with its code; any other
   * rejection reaches it as `INTERNAL` without details.
   */
  call(call: HostCall): Promise<JsonValue>;
  log(level: LogLevel, text: string): void;
  /** Methods that will succeed; a call of any other carries the stack of its caller. */
  readonly allowedMethods: ReadonlySet<string>;
  /** Milliseconds since the epoch, read by `Date` inside; default: the machine's clock. */
  readonly now?: number;
  /** Makes `Math.random` inside repeatable. */
  readonly seed?: number;
}

/** A refusal that the plugin may know about. */
export class HostCallError extends Error {
  override readonly name = 'HostCallError';
  readonly code: string;
  readonly details: { readonly [key: string]: JsonValue };

  constructor(code: string, message: string, details: { readonly [key: string]: JsonValue } = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** One running plugin. After a fault it is gone: whoever holds it starts another. */
export interface Sandbox {
  /**
   * Runs one hook to its end.
   *
   * @returns What the hook returned, as JSON; `null` for `undefined`.
   * @throws {@link PlexiError} `PLX40xx` when the hook threw (the plugin lives on) or broke a limit (it is gone).
   */
  invoke(hook: string, args: readonly JsonValue[]): Promise<JsonValue>;
  /** What the plugin registered: its entries and the hooks each has. */
  describe(): Promise<readonly { readonly entry: string; readonly kind: string; readonly hooks: readonly string[] }[]>;
  /** Moves the clock that `Date` inside reads, where `now` was given. */
  setNow(now: number): void;
  /** Settles when the sandbox is gone: with the fault, or with `undefined` after `close`. */
  readonly gone: Promise<Diagnostic | undefined>;
  close(): Promise<void>;
}

/** A way of running plugins. */
export interface Engine {
  readonly name: string;
  /** @throws {@link PlexiError} `PLX40xx` when the bundle throws, or breaks a limit, while it is evaluated. */
  start(options: SandboxOptions): Promise<Sandbox>;
  /** Releases what the engine shares between sandboxes. */
  close(): Promise<void>;
}

import type { BoundaryValue, JsonValue, RuntimeContribution } from '../../sdk/runtime-interface.ts';
import type { Diagnostic, SourceLocation } from '../core/diagnostics/diagnostic.ts';
import type { KernelFiles } from '../core/kernels/kernel-files.ts';
import type { SandboxLimits } from '../core/limits/plugin-limits.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** One host call a plugin makes. Its method and params are hostile: nothing but JSON with bytes, without `__proto__` keys, is sure. */
export interface HostCall {
  readonly method: string;
  readonly params: BoundaryValue;
  /** Where the plugin made the call, in its own source; only for methods that `allowedMethods` lacks. */
  readonly location?: SourceLocation;
  /** The plugin's stack at the call, mapped to its source; only for methods that `allowedMethods` lacks. */
  readonly stack?: string;
}

/** Code that counts how often its parts run. */
export interface CountingCode {
  /** Runs in the place of the bundle: a function of one parameter, the array of counters. Its lines are those of the bundle. */
  readonly code: string;
  /** Its source map, as JSON text. */
  readonly sourceMap: string;
  /** Shared memory, one cell for each counter: what they had counted when the plugin last gave control back. */
  readonly counts: Uint32Array<SharedArrayBuffer>;
}

/** What the host gives to a sandbox. */
export interface SandboxOptions {
  /** The plugin's name, for messages. */
  readonly plugin: string;
  /** The bundle: one script. */
  readonly code: string;
  /** The bundle's source map, as JSON text. */
  readonly sourceMap?: string;
  /** Counts what runs, for tests; default: nothing counts, and there is no way in which a plugin could. */
  readonly counting?: CountingCode;
  /** Its kernels, by name; default: none. */
  readonly kernels?: KernelFiles;
  /** The plugin's folder: put before the files that diagnostics name; default: they stay relative to it. */
  readonly folder?: string;
  readonly limits: SandboxLimits;
  /**
   * Answers a host call. A rejection with a {@link HostCallError} reaches the plugin with its code; any other
   * rejection reaches it as `INTERNAL` without details.
   */
  call(call: HostCall): Promise<BoundaryValue>;
  /** Takes one line of the plugin's log: at most 8 KiB, not escaped. */
  log(level: LogLevel, text: string): void;
  /** Takes what went wrong without ending the sandbox: a rejection that nobody handled. */
  report?(diagnostic: Diagnostic): void;
  /** Methods that will succeed; a call of any other carries the place of its caller. */
  readonly allowedMethods: ReadonlySet<string>;
  /** Milliseconds since the epoch, read by `Date` inside; default: the machine's clock. The time zone is always UTC. */
  readonly now?: number;
  /** Makes `Math.random` and `crypto.getRandomValues` inside repeatable. */
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

/** What a hook threw, as the `cause` of a `PLX4010`. Every text in it is the plugin's. */
export interface PluginFailure {
  readonly name: string;
  readonly message: string;
  /** The `code` of the error, where it has one: a refused host call has the host's. */
  readonly code?: string;
  /** When it may be tried again, where the error says so: milliseconds from now. */
  readonly retryAfterMs?: number;
  /** Mapped to the plugin's source. */
  readonly stack: string;
}

/** One entry point that the bundle registered. */
export interface SandboxEntry {
  /** As the manifest names it, for example `src/index.ts`. */
  readonly entry: string;
  readonly kind: string;
  readonly hooks: readonly string[];
  /** What it offers beyond hooks. */
  readonly contributions: readonly RuntimeContribution[];
}

/** One hook to run. */
export interface Invocation {
  readonly entry: string;
  readonly hook: string;
  readonly args: readonly BoundaryValue[];
  /** Wall time it may take, in milliseconds; default: the limit `wallMsPerCall`. */
  readonly wallMs?: number | undefined;
}

/** One running plugin. After a fault it is gone: whoever holds it starts another. */
export interface Sandbox {
  /** What the bundle registered while it was evaluated, but for the SDK's own entry `$runtime`, which can be invoked, too. */
  readonly entries: readonly SandboxEntry[];
  /**
   * Runs one hook of one entry to its end. Invocations may overlap.
   *
   * @returns What the hook returned; `null` for `undefined`.
   * @throws {@link PlexiError} when the hook failed and the plugin lives on: `PLX4010` it threw (the cause is a
   *   {@link PluginFailure}), `PLX4004` it recursed too deeply, `PLX4013` it did not settle in time, `PLX4007` and
   *   `PLX4017` its result may not cross. Any other `PLX40xx`: the sandbox is gone.
   */
  invoke(invocation: Invocation): Promise<BoundaryValue>;
  /** Moves the clock that `Date` inside reads, where `now` was given. */
  setNow(now: number): void;
  /** Settles when the sandbox is gone: with the fault, or with `undefined` after `close`. */
  readonly gone: Promise<Diagnostic | undefined>;
  /** Ends the plugin at once; unsettled invocations fail with `PLX4018`. */
  close(): Promise<void>;
}

/**
 * What is around plugins, beside the interpreter. `thread`: nothing but a thread of the host's process. `process`: a process of
 * their own, without an environment, which Node.js lets read and write no file, and start nothing. `namespaces`: that process
 * besides sees no file system, no network and no other process, because the kernel shows it none.
 */
export type Isolation = 'thread' | 'process' | 'namespaces';

/** A way of running plugins. */
export interface Engine {
  readonly name: string;
  /** What holds at the moment; `undefined` where it is not known, or nothing has been started yet. */
  readonly isolation?: Isolation | undefined;
  /**
   * @throws {@link PlexiError} `PLX40xx` when the bundle throws, or breaks a limit, while it is evaluated; `PLX4018`
   *   when the engine is closed.
   */
  start(options: SandboxOptions): Promise<Sandbox>;
  /** Closes every sandbox that is still open, and releases what they share. */
  close(): Promise<void>;
}

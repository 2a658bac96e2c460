import type { LogLevel } from '../engine.ts';

/** What of a message was too large to cross: its text, or its bytes. */
export type TooLarge = 'text' | 'bytes';

/** What the worker gives to the prelude. The plugin never sees it. Where there are places there are bytes, and the other way around. */
export interface GuestHost {
  /**
   * @param stack - Where a call comes from that is going to be refused.
   * @returns What of it is too large; `undefined` when it crossed.
   */
  call(id: number, method: string, params: string, stack?: string, places?: string, bytes?: ArrayBuffer): TooLarge | undefined;
  /** @returns What of it is too large; `undefined` when it crossed. */
  done(invocation: number, value: string, places?: string, bytes?: ArrayBuffer): TooLarge | undefined;
  failed(invocation: number, failure: string): void;
  log(level: LogLevel, text: string): void;
  registered(entries: string): void;
}

/** What the worker answers at once. */
export interface GuestServices {
  /** Answers a question about languages: an `IntlRequest` as JSON. */
  readonly format: (request: string) => string;
  /** Runs a function of a kernel over a part of a buffer. @returns What it returned; otherwise, why there is no result. */
  readonly runKernel: (kernel: string, name: string, buffer: ArrayBufferLike, start: number, length: number, ...numbers: readonly number[]) => number | string;
}

/** What the prelude gives to the worker, before the plugin's code runs. */
export interface GuestFunctions {
  invoke(invocation: number, entry: number, hook: string, args: string, places?: string, bytes?: ArrayBuffer): void;
  answer(id: number, value: string, places?: string, bytes?: ArrayBuffer): void;
  /** Several at once, without bytes: both are JSON arrays, of the same length. */
  answerAll(ids: string, values: string): void;
  refuse(id: number, refusal: string): void;
  /** The stack of the code that is running. */
  trace(): string;
  /** A `GuestFailure` as JSON. */
  describe(error: unknown): string;
}

/** The code of the failure by which the guest says that a result is too large; its message is a {@link TooLarge}. */
export const RESULT_TOO_LARGE = 'RESULT_TOO_LARGE';

/** The methods that the worker calls. */
export const GUEST_FUNCTIONS = ['invoke', 'answer', 'answerAll', 'refuse', 'trace', 'describe'] as const;

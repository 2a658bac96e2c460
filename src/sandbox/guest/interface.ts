import type { LogLevel } from '../engine.ts';

/** What the worker gives to the prelude. The plugin never sees it. */
export interface GuestHost {
  /** @returns Whether the call crossed: `false` when it is too large. */
  call(id: number, method: string, params: string, stack: string): boolean;
  /** @returns Whether the result crossed: `false` when it is too large. */
  done(invocation: number, value: string): boolean;
  failed(invocation: number, failure: string): void;
  log(level: LogLevel, text: string): void;
  registered(entries: string): void;
}

/** What the worker answers at once. */
export interface GuestServices {
  /** Answers a question about languages: an `IntlRequest` as JSON. */
  readonly format: (request: string) => string;
}

/** What the prelude gives to the worker, before the plugin's code runs. */
export interface GuestFunctions {
  invoke(invocation: number, entry: number, hook: string, args: string): void;
  answer(id: number, value: string): void;
  refuse(id: number, refusal: string): void;
  /** The stack of the code that is running. */
  trace(): string;
  /** A `GuestFailure` as JSON. */
  describe(error: unknown): string;
}

/** The code of the failure by which the guest says that a result is too large. */
export const RESULT_TOO_LARGE = 'RESULT_TOO_LARGE';

/** The methods that the worker calls. */
export const GUEST_FUNCTIONS = ['invoke', 'answer', 'refuse', 'trace', 'describe'] as const;

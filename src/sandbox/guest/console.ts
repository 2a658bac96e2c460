import type { LogLevel } from '../engine.ts';
import { formatValues } from './format-value.ts';
import { defineProperty, NativeError, readStack } from './primordials.ts';

type Write = (level: LogLevel, text: string) => void;

/** Gives the plugin a `console` whose lines go to the host's log. */
export function defineConsole(write: Write): void {
  const at =
    (level: LogLevel) =>
    (...values: unknown[]): void => {
      write(level, formatValues(values));
    };
  const console = {
    debug: at('debug'),
    log: at('info'),
    info: at('info'),
    dir: at('info'),
    warn: at('warn'),
    error: at('error'),
    trace(...values: unknown[]): void {
      write('debug', `${formatValues(values)}\n${readStack(new NativeError())}`);
    },
    assert(condition: unknown, ...values: unknown[]): void {
      if (!condition) write('error', `Assertion failed: ${formatValues(values)}`);
    },
  };
  defineProperty(globalThis, 'console', { value: console, writable: true, enumerable: false, configurable: true });
}

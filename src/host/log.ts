import type { JsonValue } from '../../sdk/runtime-interface.ts';
import type { LogLevel } from '../sandbox/engine.ts';

/** One line of a plugin's log. */
export interface LogRecord {
  readonly plugin: string;
  readonly level: LogLevel;
  /** When the host got it: milliseconds since 1970. */
  readonly time: number;
  readonly text: string;
  /** The values that belong to the line. */
  readonly fields?: Readonly<Record<string, JsonValue>>;
}

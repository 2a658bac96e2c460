import { FIELD_SEPARATOR } from '../../sdk/capabilities/logger.ts';
import type { JsonValue } from '../../sdk/runtime-interface.ts';
import type { LogLevel } from '../sandbox/engine.ts';

/** One line of a plugin's log. Its text is the plugin's: escape it before it is printed. */
export interface LogRecord {
  readonly plugin: string;
  readonly level: LogLevel;
  /** When the host got it: milliseconds since 1970. */
  readonly time: number;
  readonly text: string;
  /** The values that belong to the line. */
  readonly fields?: Readonly<Record<string, JsonValue>>;
}

/** Takes a line apart into its text and its fields. A line whose fields are cut off or no JSON object is all text. */
export function splitLogLine(line: string): Pick<LogRecord, 'text' | 'fields'> {
  const separator = line.indexOf(FIELD_SEPARATOR);
  if (separator < 0) return { text: line };
  const fields = parseFields(line.slice(separator + 1));
  return fields === undefined ? { text: line } : { text: line.slice(0, separator), fields };
}

function parseFields(text: string): Readonly<Record<string, JsonValue>> | undefined {
  try {
    const fields = JSON.parse(text) as JsonValue;
    return typeof fields === 'object' && fields !== null && !Array.isArray(fields)
      ? (fields as Readonly<Record<string, JsonValue>>)
      : undefined;
  } catch {
    return undefined;
  }
}

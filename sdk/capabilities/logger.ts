import { getRuntime } from '../call-host.ts';
import { toJson } from '../json.ts';
import type { JsonCompatible } from '../json.ts';

/** Values that belong to a log line: searchable apart from its text. */
export type LogFields = object;

/**
 * Writes lines to the host's log. Needs no permission; 100 lines a second.
 *
 * @example
 * ```ts
 * import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
 *
 * export default class Watcher extends MessageProcessor {
 *   override onMessageReceived({ message }: MessageEvent): void {
 *     this.logger.info('message seen', { channel: message.channelId, length: message.content.length });
 *   }
 * }
 * ```
 */
export interface Logger {
  /**
   * Logs what only the author wants to know.
   *
   * @param message - One line.
   * @param fields - JSON values that belong to it.
   */
  debug<Fields extends LogFields>(message: string, fields?: Fields & JsonCompatible<Fields>): void;
  /**
   * Logs what went as it should.
   *
   * @param message - One line.
   * @param fields - JSON values that belong to it.
   */
  info<Fields extends LogFields>(message: string, fields?: Fields & JsonCompatible<Fields>): void;
  /**
   * Logs what is odd, but did no harm.
   *
   * @param message - One line.
   * @param fields - JSON values that belong to it.
   */
  warn<Fields extends LogFields>(message: string, fields?: Fields & JsonCompatible<Fields>): void;
  /**
   * Logs what failed.
   *
   * @param message - One line.
   * @param fields - JSON values that belong to it.
   */
  error<Fields extends LogFields>(message: string, fields?: Fields & JsonCompatible<Fields>): void;
}

/** Separates the text of a log line from its fields: U+001F, which no text for people holds. */
export const FIELD_SEPARATOR = '\u001f';

/** The log of the host that runs this plugin. */
export const logger: Logger = {
  debug: (message, fields) => { write('debug', message, fields); },
  info: (message, fields) => { write('info', message, fields); },
  warn: (message, fields) => { write('warn', message, fields); },
  error: (message, fields) => { write('error', message, fields); },
};

function write(level: 'debug' | 'info' | 'warn' | 'error', message: string, fields: LogFields | undefined): void {
  const text = message.replaceAll(FIELD_SEPARATOR, ' ');
  const tail = fields === undefined ? '' : `${FIELD_SEPARATOR}${JSON.stringify(toJson(fields, `the fields of logger.${level}`))}`;
  getRuntime(`logger.${level}`).log(level, text + tail);
}

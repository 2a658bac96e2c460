import { addContribution, CONTRIBUTIONS, type Contributor } from '../contribution.ts';
import type { Awaitable } from '../plugin.ts';
import type { JsonValue } from '../runtime-interface.ts';
import type { ContributionDecorator } from './contribute.ts';

/** How grave a log line is, from `debug` to `error`. */
export type LogLevelName = 'debug' | 'info' | 'warn' | 'error';

/** One line of the log, without the values of secret settings. */
export interface LoggedLine {
  /** Who logged it. */
  readonly plugin: string;
  readonly level: LogLevelName;
  /** When the host got it: ISO 8601, UTC. */
  readonly timestamp: string;
  readonly text: string;
  /** The values that belong to the line. */
  readonly fields?: { readonly [name: string]: JsonValue };
}

/** Which lines a log handler gets. */
export interface LogHandlerOptions {
  /** Lines at least as grave; default: `debug`, which is all of them. */
  readonly level?: LogLevelName;
  /** `plugin`: the plugin’s own lines. `others`: those of all other plugins; needs the permission `logs.read`. Default: `plugin`. */
  readonly from?: 'plugin' | 'others';
}

/** Takes a line of the log. */
export type LogHandler = (line: LoggedLine) => Awaitable<void>;

/**
 * Makes a method take lines of the log, while the plugin is enabled: to count errors, or to send them somewhere.
 *
 * A handler may log: hearing itself it is stopped after three rounds. What a plugin with a handler for `others` logs
 * reaches no handler of that sort, so that two of them do not talk to each other for ever. A handler that fails three times
 * in a row is left out for a minute. The host’s own log has every line.
 *
 * @param options - Which lines; default: all of the plugin’s own.
 * @returns The decorator.
 *
 * @example
 * ```ts
 * import { MessageProcessor, registerLogHandler, type LoggedLine } from 'plexi-plugin/sdk';
 *
 * export default class Errors extends MessageProcessor {
 *   @registerLogHandler({ level: 'error' })
 *   async keep({ timestamp, text }: LoggedLine): Promise<void> {
 *     await this.storage.set(`error/${timestamp}`, text);
 *   }
 * }
 * ```
 */
export function registerLogHandler(options: LogHandlerOptions = {}): ContributionDecorator<[line: LoggedLine], Awaitable<void>> {
  return (_method, context) => {
    context.addInitializer(function () {
      contribute(this, String(context.name), (line) => Reflect.apply(context.access.get(this), this, [line]) as Awaitable<void>, options);
    });
  };
}

/**
 * Adds a log handler to a plugin: what {@link registerLogHandler} does, without a decorator.
 *
 * @param plugin - The plugin that is being made.
 * @param handle - Takes one line; the next one comes when it is done.
 * @param options - Which lines; default: all of the plugin’s own.
 *
 * @example
 * ```ts
 * import { addLogHandler, MonitoringPlugin, type Metric } from 'plexi-plugin/sdk';
 *
 * export default class Errors extends MonitoringPlugin {
 *   #count = 0;
 *
 *   constructor() {
 *     super();
 *     addLogHandler(this, () => { this.#count += 1; }, { level: 'error', from: 'others' });
 *   }
 *
 *   override collectMetrics(): readonly Metric[] {
 *     return [{ name: 'logged_errors_total', help: 'Errors that plugins have logged.', type: 'counter', value: this.#count }];
 *   }
 * }
 * ```
 */
export function addLogHandler(plugin: Contributor, handle: LogHandler, options: LogHandlerOptions = {}): void {
  contribute(plugin, `handler-${String(plugin[CONTRIBUTIONS].length)}`, handle, options);
}

function contribute(plugin: Contributor, name: string, handle: LogHandler, { level = 'debug', from = 'plugin' }: LogHandlerOptions): void {
  addContribution(plugin, {
    type: from === 'others' ? 'host-log-handler' : 'log-handler',
    name,
    options: { level },
    async run(lines) {
      for (const line of lines as readonly LoggedLine[]) await handle(line);
    },
  });
}

import type { LoggedLine } from '../../../sdk/decorators/register-log-handler.ts';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { createDiagnostic } from '../../core/diagnostics/plexi-error.ts';
import type { LogLevel } from '../../sandbox/engine.ts';
import type { Clock } from '../clock.ts';
import type { Extensions } from '../extensions.ts';
import type { LogRecord } from '../log.ts';
import type { Follow } from '../tasks/run-task.ts';
import { defineContributionType, listContributed } from './contribution.ts';
import { createLineQueue, type LineQueue } from './line-queue.ts';
import { object, oneOf } from './shape.ts';

const LEVELS = ['debug', 'info', 'warn', 'error'] as const satisfies readonly LogLevel[];
const options = object({ level: oneOf(...LEVELS) });

/** Takes the lines of its own plugin. */
export const logHandlerType = defineContributionType({ type: 'log-handler', options });

/** Takes the lines of all other plugins. */
export const hostLogHandlerType = defineContributionType({ type: 'host-log-handler', options });

/** Brings lines of the log to the handlers of plugins. */
export interface LogHandlers {
  /** Takes a line that holds no secret any more. Never throws, and waits for nobody. */
  take(record: LogRecord): void;
  /** Looks up anew who handles the log: whenever a plugin comes or goes. */
  refresh(): void;
}

/** What bringing lines takes. */
export interface LogHandlersOptions {
  readonly extensions: Extensions;
  readonly clock: Clock;
  readonly follow: Follow;
  readonly onDiagnostic: (plugin: string, diagnostic: Diagnostic) => void;
}

interface Handler {
  readonly plugin: string;
  readonly entry: string;
  readonly type: string;
  readonly name: string;
  readonly level: LogLevel;
}

const TIMEOUT_MS = 5_000;

/** Makes the log handlers of a host. */
export function createLogHandlers({ extensions, clock, follow, onDiagnostic }: LogHandlersOptions): LogHandlers {
  const queues = new Map<string, LineQueue>();
  // Looking for handlers at every line would cost more than logging it.
  let own: readonly Handler[] = [];
  let everybodys: readonly Handler[] = [];

  function list(expected: typeof logHandlerType): readonly Handler[] {
    return listContributed(extensions, expected).map(({ extension: { plugin, entry }, name, options: { level } }) => ({ plugin, entry, type: expected.type, name, level }));
  }

  // What those log that read everybody's lines would come back to them, or go to and fro between two of them, for ever.
  function listFor({ plugin, level }: LogRecord): readonly Handler[] {
    const isReader = everybodys.some((handler) => handler.plugin === plugin);
    const handlers = [...own.filter((handler) => handler.plugin === plugin), ...(isReader ? [] : everybodys)];
    return handlers.filter((handler) => LEVELS.indexOf(handler.level) <= LEVELS.indexOf(level));
  }

  const isHandling = (plugin: string): boolean => [...queues].some(([key, { isBusy }]) => isBusy && key.startsWith(`${plugin}\n`));

  function find({ plugin, entry, type, name }: Handler): LineQueue {
    const key = [plugin, entry, type, name].join('\n');
    const queue = queues.get(key) ?? createLineQueue({
      clock,
      follow,
      run: (lines) => extensions.run({ plugin, entry, type, name, timeoutMs: TIMEOUT_MS }, [lines as never]),
      onFailure: (diagnostic) => { onDiagnostic(plugin, diagnostic); },
      onPause: (problem, count) => { onDiagnostic(plugin, createDiagnostic('PLX4291', { plugin, name, count, problem })); },
      onDropped: (count) => { onDiagnostic(plugin, createDiagnostic('PLX4292', { plugin, name, count })); },
    });
    queues.set(key, queue);
    return queue;
  }

  return {
    refresh() {
      own = list(logHandlerType);
      everybodys = list(hostLogHandlerType);
    },
    take(record) {
      for (const handler of listFor(record)) find(handler).push(toLine(record), handler.plugin === record.plugin && isHandling(record.plugin));
    },
  };
}

function toLine({ plugin, level, time, text, fields }: LogRecord): LoggedLine {
  return { plugin, level, timestamp: new Date(time).toISOString(), text, ...(fields && { fields }) };
}

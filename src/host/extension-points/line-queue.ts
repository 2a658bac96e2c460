import type { LoggedLine } from '../../../sdk/decorators/register-log-handler.ts';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Clock } from '../clock.ts';
import { judgeHookFailure } from '../hook-failures.ts';
import type { Follow } from '../tasks/run-task.ts';

/** The lines that wait for one log handler. */
export interface LineQueue {
  /** Whether the handler is running. */
  readonly isBusy: boolean;
  /** @param isEcho - Whether a handler of the same plugin was running, so that the line may be its own. */
  push(line: LoggedLine, isEcho: boolean): void;
}

/** What a queue of lines works with. */
export interface LineQueueOptions {
  readonly clock: Clock;
  readonly follow: Follow;
  /** Hands lines to the handler. */
  readonly run: (lines: readonly LoggedLine[]) => Promise<unknown>;
  readonly onFailure: (diagnostic: Diagnostic) => void;
  /** Told when the handler is left out for a while, and why. */
  readonly onPause: (problem: string, failures: number) => void;
  /** Told how many lines the handler has missed, because it was too slow for them. */
  readonly onDropped: (count: number) => void;
}

interface WaitingLine {
  readonly line: LoggedLine;
  readonly isEcho: boolean;
}

const MOST_WAITING = 1_000;
const MOST_AT_ONCE = 100;
// A message may hold a megabyte; as UTF-8, JSON may need three bytes for what is one character here.
const LONGEST_AT_ONCE = 200_000;
const MOST_FAILURES = 3;
const PAUSE_MS = 60_000;
const ECHO_DELAY_MS = 1_000;
const MOST_ECHOES = 3;

/**
 * Makes an empty queue: what comes while the handler runs is handed over together, afterwards.
 *
 * Lines that may be the handler's own wait for a second in which others may come. Where none comes, three times in a row,
 * the handler has been hearing itself, and what it said is dropped.
 */
export function createLineQueue({ clock, follow, run, onFailure, onPause, onDropped }: LineQueueOptions): LineQueue {
  const waiting: WaitingLine[] = [];
  let isBusy = false;
  let isDue = false;
  let dropped = 0;
  let failures = 0;
  let echoes = 0;
  let pausedUntil = -Infinity;

  const hasOthers = (): boolean => waiting.some(({ isEcho }) => !isEcho);

  async function attempt(lines: readonly LoggedLine[]): Promise<void> {
    isBusy = true;
    try {
      await run(lines);
      failures = 0;
    } catch (error) {
      fail(judgeHookFailure(error));
    } finally {
      isBusy = false;
    }
  }

  function fail({ outcome, failure }: ReturnType<typeof judgeHookFailure>): void {
    // A plugin that was disabled, or is gone, has not failed at anything.
    if (outcome === 'dropped' || failure.code === 'PLX4113' || failure.code === 'PLX4103') return;
    failures += 1;
    // Whoever keeps the sandbox running has told of a crash already.
    if (outcome === 'failed') onFailure(failure);
    if (failures < MOST_FAILURES) return;
    pausedUntil = clock.now() + PAUSE_MS;
    waiting.length = 0;
    onPause(failure.message, failures);
    failures = 0;
  }

  async function drain(): Promise<void> {
    // What was logged together is handed over together.
    await new Promise((resolve) => { setImmediate(resolve); });
    echoes = hasOthers() ? 0 : echoes + 1;
    if (echoes > MOST_ECHOES) waiting.length = 0;
    if (waiting.length > 0) await attempt(takeBatch(waiting));
    while (hasOthers()) await attempt(takeBatch(waiting));
    if (dropped > 0) onDropped(dropped);
    dropped = 0;
    isDue = false;
    if (waiting.length > 0) start();
  }

  function start(): void {
    isDue = true;
    if (hasOthers()) void follow(drain());
    else clock.setTimer(ECHO_DELAY_MS, () => void follow(drain()));
  }

  return {
    get isBusy() {
      return isBusy;
    },
    push(line, isEcho) {
      if (clock.now() < pausedUntil) return;
      if (waiting.length >= MOST_WAITING) dropped += 1;
      else waiting.push({ line, isEcho });
      if (!isDue) start();
    },
  };
}

function takeBatch(waiting: WaitingLine[]): readonly LoggedLine[] {
  let length = 0;
  const end = waiting.findIndex(({ line }, index) => {
    length += JSON.stringify(line).length;
    return index > 0 && (index >= MOST_AT_ONCE || length > LONGEST_AT_ONCE);
  });
  return waiting.splice(0, end < 0 ? waiting.length : end).map(({ line }) => line);
}

import { RUNTIME_ENTRY } from '../../sdk/boundary.ts';
import type { BoundaryValue } from '../../sdk/runtime-interface.ts';
import { HOST_METHODS, isHostMethod } from '../core/permissions/methods.ts';
import type { TimelineEntry } from '../core/test-report/test-report.ts';
import type { LogRecord } from '../host/log.ts';
import { HostCallError, type HostCall, type Invocation } from '../sandbox/engine.ts';

/** Writes down what happens in a host. */
export interface Timeline {
  onInvoke(invocation: Invocation, end: Promise<unknown>): void;
  onCall(call: HostCall, answer: Promise<BoundaryValue>): void;
  onLog(record: Pick<LogRecord, 'level' | 'text'>): void;
  /** What happened since this was last asked, oldest first. */
  take(): readonly TimelineEntry[];
}

// A burst of thousands of events says no more than its beginning.
const MOST = 200;
const LONGEST_DETAIL = 200;

type WritableEntry = { -readonly [Key in keyof TimelineEntry]: TimelineEntry[Key] };

/** Makes a timeline. @param now - The plugin's clock. */
export function createTimeline(now: () => number): Timeline {
  const entries: WritableEntry[] = [];

  const add = (entry: Omit<TimelineEntry, 'at'>, end?: Promise<unknown>): void => {
    if (entries.length >= MOST) return;
    const added: WritableEntry = { at: now(), ...entry };
    entries.push(added);
    end?.then(
      () => { added.outcome = 'done'; },
      (error: unknown) => { added.outcome = error instanceof HostCallError && error.code === 'PERMISSION_DENIED' ? 'refused' : 'failed'; },
    );
  };
  return {
    onInvoke({ entry, hook, args }, end) {
      if (entry !== RUNTIME_ENTRY) add({ type: 'event', name: hook, detail: shorten(args.length === 1 ? args[0] : args) }, end);
    },
    onCall({ method, params }, answer) {
      const permission = isHostMethod(method) ? HOST_METHODS[method] : null;
      add({ type: 'call', name: method, detail: shorten(params), ...(permission !== null && { permission }) }, answer);
    },
    onLog: ({ level, text }) => { add({ type: 'log', name: level, detail: text.slice(0, LONGEST_DETAIL) }); },
    take: () => entries.splice(0).map((entry) => ({ ...entry })),
  };
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value, (_, each: unknown) => (each instanceof Uint8Array ? `${each.length} bytes` : each)) as string | undefined;
  return text === undefined || text === '[]' || text === 'null' ? '' : text.length > LONGEST_DETAIL ? `${text.slice(0, LONGEST_DETAIL)}…` : text;
}

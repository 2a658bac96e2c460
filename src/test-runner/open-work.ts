import { RUNTIME_ENTRY } from '../../sdk/boundary.ts';
import type { BoundaryValue } from '../../sdk/runtime-interface.ts';
import type { PendingTimer } from '../../sdk/web/timers.ts';
import type { SourceLocation } from '../core/diagnostics/diagnostic.ts';
import { EVENT } from '../host/events/event-type.ts';
import { TASK } from '../host/tasks/task-type.ts';
import type { HostCall, Invocation, Sandbox } from '../sandbox/engine.ts';
import { createStackMapper } from '../sandbox/source-stack.ts';
import type { PluginSource } from '../host/plugin-source.ts';
import type { SandboxObserver } from './observe-engine.ts';

/** Something that a plugin has begun and not brought to its end. */
export interface OpenWork {
  /** For people: `a timer that runs every 60000 ms`. */
  readonly what: string;
  /** Where it was begun, as far as that is known. */
  readonly location?: SourceLocation | undefined;
}

/** Keeps an eye on what a plugin has begun. */
export interface OpenWorkLedger extends Omit<SandboxObserver, 'onFailure'> {
  /** Timers, tasks and hooks, host calls and streams that are open at the moment. */
  list(): Promise<readonly OpenWork[]>;
}

/** Makes the ledger of one plugin. Calls tell their place where the engine is one that traces them. */
export function createOpenWorkLedger({ sourceMap, folder }: Pick<PluginSource, 'sourceMap' | 'folder'>): OpenWorkLedger {
  const calls = new Set<HostCall>();
  const hooks = new Set<Invocation>();
  const streams = new Map<number, HostCall>();
  let current: Sandbox | undefined;

  async function listTimers(): Promise<readonly OpenWork[]> {
    // A bundle of an older SDK does not know what is asked here: its timers stay untold.
    const timers = await current?.invoke({ entry: RUNTIME_ENTRY, hook: 'timers', args: [] }).catch(() => []);
    const stacks = createStackMapper(sourceMap, folder);
    return ((timers ?? []) as unknown as readonly PendingTimer[]).map(({ inMs, everyMs, stack }) => ({
      what: everyMs === undefined ? `a timer that is due in ${inMs} ms` : `a timer that runs every ${everyMs} ms`,
      location: stacks.map(stack).location,
    }));
  }

  function noteStream(call: HostCall, answer: BoundaryValue): void {
    const { stream } = asRecord(answer);
    if (typeof stream === 'number') streams.set(stream, call);
    const read = asRecord(call.params)['stream'];
    const isOver = call.method === 'streams.cancel' || (call.method === 'streams.next' && asRecord(answer)['done'] === true);
    if (isOver && typeof read === 'number') streams.delete(read);
  }

  return {
    onStart(sandbox) {
      current = sandbox;
      for (const open of [calls, hooks, streams]) open.clear();
    },
    onCall(call, answer) {
      calls.add(call);
      answer.then(
        (value) => { noteStream(call, value); },
        // A stream that fails has ended.
        () => { noteStream({ ...call, method: 'streams.cancel' }, null); },
      ).finally(() => { calls.delete(call); });
    },
    onInvoke(invocation, end) {
      if (invocation.entry === RUNTIME_ENTRY) return;
      hooks.add(invocation);
      const forget = (): void => void hooks.delete(invocation);
      end.then(forget, forget);
    },
    list: async () => [
      ...(await listTimers()),
      ...[...hooks].map((hook) => ({ what: nameHook(hook) })),
      ...[...calls].map(({ method, location }) => ({ what: `an open call of "${method}"`, location })),
      ...[...streams.values()].map(({ method, location }) => ({ what: `a stream of "${method}" that is neither read to its end nor cancelled`, location })),
    ],
  };
}

function nameHook({ hook, args }: Invocation): string {
  const [type, name] = args.map((arg) => (typeof arg === 'string' ? arg : ''));
  if (hook !== 'runContribution') return `the hook "${hook}", which has not ended`;
  if (type === TASK) return `the task "${name ?? ''}", which goes on although its signal was aborted`;
  return type === EVENT ? `the event handler "${name ?? ''}", which has not ended` : `the ${type ?? ''} "${name ?? ''}", which has not ended`;
}

function asRecord(value: BoundaryValue): Readonly<Record<string, BoundaryValue>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, BoundaryValue>>) : {};
}

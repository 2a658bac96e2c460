import type { JsonValue } from '../../sdk/runtime-interface.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic } from '../core/diagnostics/plexi-error.ts';
import { HOST_EVENTS } from '../core/permissions/methods.ts';
import type { Attempt, DeliveryQueue } from './delivery-queue.ts';
import type { Invocation } from '../sandbox/engine.ts';
import { laneOf, type Delivery, type HostedEvent } from './delivery.ts';
import { createDenial, type Denial } from './denials.ts';
import { judgeHookFailure } from './hook-failures.ts';
import type { PluginRunner } from './plugin-runner.ts';
import type { PluginVersion } from './plugin-version.ts';

/** Who an event is brought to. */
export interface Recipient {
  /** The version that runs at the moment: a reload changes it while events wait. */
  readonly version: () => PluginVersion;
  readonly queue: DeliveryQueue<Diagnostic>;
  /** Whether that version is making room for another one, which will hear what this one did not. */
  readonly isLeaving: () => boolean;
  readonly onDenial: (denial: Denial) => void;
}

const LONGEST_QUEUE = 10_000;

/**
 * Brings an event to every entry point of a plugin that hears such events.
 *
 * @param turn - Settles when the plugin may see the event; until then it waits at its place in the queue.
 */
export async function deliverEvent(event: HostedEvent, recipient: Recipient, turn?: Promise<unknown>): Promise<readonly Delivery[]> {
  if (!Object.hasOwn(HOST_EVENTS, event.type)) return [];
  const { hook } = HOST_EVENTS[event.type];
  return Promise.all(hears(recipient.version().runner, hook).map((entry) => deliverTo(entry, event, recipient, turn)));
}

function hears({ entries }: PluginRunner, hook: string): readonly string[] {
  return entries.filter(({ hooks }) => hooks.includes(hook)).map(({ entry }) => entry);
}

async function deliverTo(entry: string, event: HostedEvent, recipient: Recipient, turn: Promise<unknown> | undefined): Promise<Delivery> {
  const { queue, version } = recipient;
  const { hook, permission } = HOST_EVENTS[event.type];
  const { name, allowed } = version();
  const target = { plugin: name, entry, hook };
  if (!allowed.has(permission)) return refuse(target, event, recipient);
  if (queue.size >= LONGEST_QUEUE) {
    const diagnostic = createDiagnostic('PLX4108', { plugin: name, count: queue.size, event: event.id });
    return { ...target, outcome: 'dropped', attempts: 0, diagnostic };
  }
  const args = [event as unknown as JsonValue];
  const { outcome, attempts, failure } = await queue.push({
    lane: `${entry}\n${laneOf(event)}`,
    async attempt() {
      await turn;
      return attempt(recipient, { entry, hook, args });
    },
  });
  return { ...target, outcome, attempts, ...(failure && { diagnostic: failure }) };
}

async function attempt({ version, isLeaving }: Recipient, { entry, hook, args }: Invocation): Promise<Attempt<Diagnostic>> {
  const { name, runner } = version();
  // The version that runs now may have come while the event was waiting, and lack the hook.
  if (!hears(runner, hook).includes(entry)) return { outcome: 'dropped', failure: createDiagnostic('PLX4113', { plugin: name }) };
  try {
    await runner.invoke(entry, hook, args);
    return { outcome: 'delivered' };
  } catch (error) {
    const judged = judgeHookFailure(error, runner.fault);
    return judged.outcome === 'dropped' && isLeaving() ? { outcome: 'interrupted' } : judged;
  }
}

function refuse(target: Pick<Delivery, 'plugin' | 'entry' | 'hook'>, event: HostedEvent, { version, onDenial }: Recipient): Delivery {
  const { permission } = HOST_EVENTS[event.type];
  const { plugin, entry } = target;
  const denial = createDenial({ plugin, permission, method: event.type, declared: version().requested.has(permission) });
  const location = { file: entry.replace(/:[^:/\\]+$/, '') };
  onDenial({ ...denial, location });
  const diagnostic = createDiagnostic('PLX4112', { plugin, event: event.type, permission, advice: denial.advice }, location);
  return { ...target, outcome: 'refused', attempts: 0, diagnostic, permission };
}

import type { JsonValue } from '../../sdk/runtime-interface.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic } from '../core/diagnostics/plexi-error.ts';
import type { PermissionName } from '../core/permissions/catalog.ts';
import { findEventPermission, findHostEvent } from '../core/permissions/methods.ts';
import type { Attempt, DeliveryQueue } from './delivery-queue.ts';
import { laneOf, type Delivery, type HostedEvent } from './delivery.ts';
import { createDenial, type Denial } from './denials.ts';
import { EVENT, findHandlers } from './events/event-type.ts';
import { isProcessLoss, judgeHookFailure } from './hook-failures.ts';
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
  const { name: plugin, runner } = recipient.version();
  return Promise.all(listTargets(event.type, runner).map((target) => deliverTo({ plugin, ...target }, event, recipient, turn)));
}

type Target = Pick<Delivery, 'plugin' | 'entry' | 'hook' | 'handler'>;

/** The hooks and handlers that hear such events together with everybody else. */
function listTargets(type: string, { entries }: PluginRunner): readonly Omit<Target, 'plugin'>[] {
  const { hook } = findHostEvent(type) ?? {};
  return entries.flatMap(({ entry, hooks, contributions }) => [
    ...(hook !== undefined && hooks.includes(hook) ? [{ entry, hook }] : []),
    ...findHandlers(contributions, type, 'on').map((handler) => ({ entry, hook: 'runContribution', handler })),
  ]);
}

async function deliverTo(target: Target, event: HostedEvent, recipient: Recipient, turn: Promise<unknown> | undefined): Promise<Delivery> {
  const { queue } = recipient;
  const missing = findMissing(event, recipient);
  if (missing !== undefined) return refuse(target, event, missing, recipient);
  if (queue.size >= LONGEST_QUEUE) {
    const diagnostic = createDiagnostic('PLX4108', { plugin: target.plugin, count: queue.size, event: event.id });
    return { ...target, outcome: 'dropped', attempts: 0, diagnostic };
  }
  let revoked: PermissionName | undefined;
  const { outcome, attempts, failure } = await queue.push({
    lane: `${target.entry}\n${laneOf(event)}`,
    async attempt() {
      await turn;
      // The permission may have been taken from the plugin while the event was waiting.
      revoked = findMissing(event, recipient);
      if (revoked === undefined) return attempt(recipient, target, event);
      return { outcome: 'refused', failure: refuse(target, event, revoked, recipient).diagnostic };
    },
  });
  return { ...target, outcome, attempts: revoked === undefined ? attempts : attempts - 1, ...(failure && { diagnostic: failure }), ...(revoked && { permission: revoked }) };
}

function findMissing({ type }: HostedEvent, { version }: Recipient): PermissionName | undefined {
  const permission = findEventPermission(type);
  return permission === undefined || version().allowed.has(permission) ? undefined : permission;
}

async function attempt({ version, isLeaving }: Recipient, { entry, hook, handler }: Target, event: HostedEvent): Promise<Attempt<Diagnostic>> {
  const { name, runner } = version();
  // The version that runs now may have come while the event was waiting, and lack the hook.
  const isThere = listTargets(event.type, runner).some((each) => each.entry === entry && each.hook === hook && each.handler === handler);
  if (!isThere) return { outcome: 'dropped', failure: createDiagnostic('PLX4113', { plugin: name }) };
  try {
    const arg = event as unknown as JsonValue;
    await runner.invoke(entry, hook, handler === undefined ? [arg] : [EVENT, handler, arg]);
    return { outcome: 'delivered' };
  } catch (error) {
    const judged = judgeHookFailure(error, runner.fault);
    if (isProcessLoss(judged.failure)) return { outcome: 'stranded', failure: judged.failure };
    return judged.outcome === 'dropped' && isLeaving() ? { outcome: 'interrupted' } : judged;
  }
}

function refuse(target: Target, event: HostedEvent, permission: PermissionName, { version, onDenial }: Recipient): Delivery & { readonly diagnostic: Diagnostic } {
  const { plugin, entry } = target;
  const denial = createDenial({ plugin, permission, method: event.type, declared: version().requested.has(permission) });
  const location = { file: entry.replace(/:[^:/\\]+$/, '') };
  onDenial({ ...denial, location });
  const diagnostic = createDiagnostic('PLX4112', { plugin, event: event.type, permission, advice: denial.advice }, location);
  return { ...target, outcome: 'refused', attempts: 0, diagnostic, permission };
}

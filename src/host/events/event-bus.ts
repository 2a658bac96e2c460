import type { BoundaryValue } from '../../../sdk/runtime-interface.ts';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { fail } from '../../core/diagnostics/plexi-error.ts';
import { EVENT_WORDS } from '../../core/events/event-names.ts';
import type { Clock } from '../clock.ts';
import type { DeliveryReport, HostedEvent } from '../delivery.ts';
import { dispatchEvent } from '../dispatch-event.ts';
import type { Extensions } from '../extensions.ts';
import type { PluginSlot } from '../plugin-slot.ts';
import { isPluginId, pluginId } from '../services/chat.ts';
import type { Follow } from '../tasks/run-task.ts';
import { within } from '../within.ts';
import { createEventPhases } from './event-phases.ts';
import { createEvents, type Events } from './events.ts';

/** Brings events of the host, of people and of plugins to those that hear them. */
export interface EventBus {
  readonly events: Events;
  /** @param actorId - Who caused it: a plugin does not hear of what it did itself. */
  dispatch(event: HostedEvent, actorId?: string): Promise<DeliveryReport>;
  /** Tells an event of the host program. @throws {@link PlexiError} `PLX4162` when it has no name of the host's. */
  announce(name: string, data: BoundaryValue): Promise<boolean>;
}

/** What bringing events takes. */
export interface EventBusOptions {
  readonly slots: ReadonlyMap<string, PluginSlot>;
  readonly extensions: Extensions;
  readonly clock: Clock;
  /** How long a plugin may hold up those behind it: one that is restarting no longer than one that is busy. */
  readonly longestTurnMs: number;
  readonly follow: Follow;
  readonly onDelivery: (report: DeliveryReport) => void;
  readonly onDiagnostic: (plugin: string, diagnostic: Diagnostic) => void;
}

/** Makes the event bus of a host. */
export function createEventBus({ slots, extensions, clock, longestTurnMs, follow, onDelivery, onDiagnostic }: EventBusOptions): EventBus {
  const phases = createEventPhases({ extensions, onDiagnostic });
  const events = createEvents({ clock, phases, follow, deliver });

  async function deliver(event: HostedEvent, actor: string | undefined, start?: Promise<unknown>): Promise<DeliveryReport> {
    const others = [...slots].filter(([name]) => name !== actor).map(([, slot]) => slot);
    const report = { eventId: event.id, deliveries: await dispatchEvent(event, others, longestTurnMs, start) };
    if (report.deliveries.length > 0) onDelivery(report);
    await start;
    await phases.after(event, actor);
    return report;
  }

  return {
    events,
    async dispatch(event, actorId) {
      const actor = actorId !== undefined && isPluginId(actorId) ? actorId.slice(pluginId('').length) : undefined;
      const start = phases.has(event, 'pre', actor) ? within(longestTurnMs, phases.before(event, actor)) : undefined;
      return follow(deliver(event, actor, start));
    },
    async announce(name, data) {
      if (!name.startsWith('host.') || !EVENT_WORDS.test(name)) fail('PLX4162', { event: name });
      return follow(events.tell('host', name, data));
    },
  };
}

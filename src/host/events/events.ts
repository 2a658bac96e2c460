import type { AnnouncedEvent } from '../../../sdk/capabilities/events.ts';
import type { BoundaryValue } from '../../../sdk/runtime-interface.ts';
import type { Clock } from '../clock.ts';
import type { DeliveryReport, HostedEvent } from '../delivery.ts';
import type { Follow } from '../tasks/run-task.ts';
import type { EventPhases } from './event-phases.ts';

/** Tells events. */
export interface Events {
  /**
   * Tells an event to the plugins that listen to it.
   *
   * @param source - Who tells it: the name of a plugin, or `host`.
   * @returns Whether it went on to them: `false` when a `pre` handler has stopped it.
   */
  tell(source: string, type: string, data: BoundaryValue): Promise<boolean>;
}

/** What telling events takes. */
export interface EventsOptions {
  readonly clock: Clock;
  readonly phases: EventPhases;
  readonly follow: Follow;
  /** Brings an event to everybody, and then runs the handlers after. */
  readonly deliver: (event: HostedEvent, actor: string | undefined) => Promise<DeliveryReport>;
}

/** Makes the events of a host. */
export function createEvents({ clock, phases, follow, deliver }: EventsOptions): Events {
  let count = 0;
  return {
    async tell(source, type, data) {
      count += 1;
      const event: AnnouncedEvent<BoundaryValue> = { id: `${source}:event-${String(count)}`, type, timestamp: new Date(clock.now()).toISOString(), source, data };
      const stoppedBy = phases.has(event, 'pre', source) ? await phases.before(event, source) : undefined;
      if (stoppedBy !== undefined) return false;
      void follow(deliver(event, source));
      return true;
    },
  };
}

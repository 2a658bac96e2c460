import type { AnalyticsData } from '../../../sdk/kinds/analytics.ts';
import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import type { Clock } from '../clock.ts';
import type { DeliveryReport, HostedEvent } from '../delivery.ts';
import type { AnalyticsService, TrackedEvent } from '../services/analytics.ts';

/** Counts how a host is used. */
export interface Analytics extends Pick<AnalyticsService, 'counts'> {
  /** Counts an event of the host program and tells every analytics plugin; settles when all have dealt with it. */
  track(name: string, properties?: AnalyticsData['properties'], userId?: string): Promise<DeliveryReport>;
}

/** What analytics work with: the plugin manager is one. */
export interface AnalyticsHost {
  readonly clock: Clock;
  readonly services: { readonly analytics: AnalyticsService };
  dispatch(event: HostedEvent): Promise<DeliveryReport>;
}

/** Makes the analytics of a host. */
export function createAnalytics(host: AnalyticsHost): Analytics {
  const { clock, services } = host;
  let count = 0;
  return {
    track(name, properties = {}, userId) {
      count += 1;
      const event = { name, properties, source: 'host', timestamp: new Date(clock.now()).toISOString(), ...(userId !== undefined && { userId }) };
      services.analytics.record(event);
      return host.dispatch(toHostedEvent(event, `analytics-${String(count)}`));
    },
    counts: (query) => services.analytics.counts(query),
  };
}

/** The event by which plugins hear that something was tracked. */
export function toHostedEvent({ source, timestamp, name, properties, userId }: TrackedEvent, id: string): HostedEvent {
  const data: JsonValue = { name, properties, ...(userId !== undefined && { userId }) };
  return { id, type: 'analytics.tracked', timestamp, source, data };
}

import type { AnalyticsData } from '../../../sdk/kinds/analytics.ts';
import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import type { Clock } from '../clock.ts';
import type { DeliveryReport, HostedEvent } from '../delivery.ts';

/** Counts how a host is used. */
export interface Analytics {
  /** Tells every analytics plugin; settles when all have dealt with it. */
  track(name: string, properties?: AnalyticsData['properties'], userId?: string): Promise<DeliveryReport>;
}

/** What analytics work with: the plugin manager is one. */
export interface AnalyticsHost {
  readonly clock: Clock;
  dispatch(event: HostedEvent): Promise<DeliveryReport>;
}

/** Makes the analytics of a host. */
export function createAnalytics(host: AnalyticsHost): Analytics {
  let count = 0;
  return {
    track(name, properties = {}, userId) {
      count += 1;
      const data: JsonValue = { name, properties, ...(userId !== undefined && { userId }) };
      return host.dispatch({ id: `analytics-${String(count)}`, type: 'analytics.tracked', timestamp: new Date(host.clock.now()).toISOString(), source: 'host', data });
    },
  };
}

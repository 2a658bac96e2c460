import type { Clock } from '../host/clock.ts';
import type { AnalyticsService, TrackedEvent } from '../host/services/analytics.ts';
import { createMemoryStorage } from '../host/services/memory-storage.ts';
import { createStoredAnalytics } from '../host/services/stored-analytics.ts';

/** Makes analytics that count as a host does, and remember everything that was tracked. */
export function createTestAnalytics(clock: Clock): { readonly service: AnalyticsService; readonly tracked: readonly TrackedEvent[] } {
  const tracked: TrackedEvent[] = [];
  const counted = createStoredAnalytics({ clock, storage: createMemoryStorage().open('analytics') });
  return {
    tracked,
    service: {
      ...counted,
      record(event) {
        tracked.push(event);
        counted.record(event);
      },
    },
  };
}

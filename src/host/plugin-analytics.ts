import type { AnalyticsProperties } from '../../sdk/capabilities/analytics.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic } from '../core/diagnostics/plexi-error.ts';
import type { Clock } from './clock.ts';
import type { HostedEvent } from './delivery.ts';
import { toHostedEvent } from './extension-points/analytics.ts';
import type { AnalyticsService } from './services/analytics.ts';

/** The analytics of one plugin. */
export interface PluginAnalytics {
  /** @param dropped - How many the plugin itself has dropped, because too many were waiting. */
  track(events: readonly { readonly name: string; readonly properties: AnalyticsProperties }[], dropped: number): void;
}

/** What the analytics of a plugin take. */
export interface PluginAnalyticsOptions {
  readonly plugin: string;
  readonly clock: Clock;
  readonly service: AnalyticsService;
  /** Takes the values of secret settings out. */
  readonly redact: (text: string) => string;
  /** Brings an event to those who hear such events; absent when nobody but the host learns of it. */
  readonly tell: ((event: HostedEvent) => void) | undefined;
  readonly onDiagnostic: (diagnostic: Diagnostic) => void;
}

const MOST_IN_WINDOW = 1_000;
const WINDOW_MS = 10_000;
const REPORT_EVERY_MS = 60_000;

/** Makes the analytics of a plugin. */
export function createPluginAnalytics({ plugin, clock, service, redact, tell, onDiagnostic }: PluginAnalyticsOptions): PluginAnalytics {
  let windowAt = -Infinity;
  let inWindow = 0;
  let count = 0;
  let lost = 0;
  let reportedAt = -Infinity;

  function isWithinLimit(now: number): boolean {
    if (now - windowAt >= WINDOW_MS || now < windowAt) {
      windowAt = now;
      inWindow = 0;
    }
    inWindow += 1;
    return inWindow <= MOST_IN_WINDOW;
  }

  function report(now: number): void {
    if (lost === 0 || now - reportedAt < REPORT_EVERY_MS) return;
    onDiagnostic(createDiagnostic('PLX4290', { plugin, count: lost, limit: MOST_IN_WINDOW }));
    reportedAt = now;
    lost = 0;
  }

  return {
    track(events, dropped) {
      const now = clock.now();
      const timestamp = new Date(now).toISOString();
      lost += dropped;
      for (const { name, properties } of events) {
        if (!isWithinLimit(now)) {
          lost += 1;
          continue;
        }
        count += 1;
        const event = { name, properties: redactValues(properties, redact), source: plugin, timestamp };
        service.record(event);
        tell?.(toHostedEvent(event, `${plugin}:analytics-${String(count)}`));
      }
      report(now);
    },
  };
}

function redactValues(properties: AnalyticsProperties, redact: (text: string) => string): AnalyticsProperties {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, typeof value === 'string' ? redact(value) : value]));
}

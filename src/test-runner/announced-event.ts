import { randomUUID } from 'node:crypto';
import type { AnnouncedEvent } from '../../sdk/capabilities/events.ts';
import type { AnalyticsData, AnalyticsEvent } from '../../sdk/kinds/analytics.ts';
import type { JsonValue } from '../../sdk/runtime-interface.ts';

const HAPPENED = '2026-01-01T12:00:00.000Z';

/**
 * Makes an event of another plugin, or of the host, as a method with `@onEvent` gets it.
 *
 * @param type - `votes:cast` for the event `cast` of the plugin `votes`, `plugin.enabled`, `host.evening`.
 * @param data - What they told.
 *
 * @example
 * ```ts
 * createAnnouncedEvent('votes:cast', { by: 'ada' });
 * ```
 */
export function createAnnouncedEvent<Data extends JsonValue>(type: string, data: Data): AnnouncedEvent<Data> {
  const [source = 'host'] = /^[^:]+(?=:)/.exec(type) ?? [];
  return { id: `event-${randomUUID()}`, type, timestamp: HAPPENED, source, data };
}

/**
 * Makes an event as a plugin's `onAnalyticsEvent` gets it.
 *
 * @param data - The name of what was counted, or more.
 *
 * @example
 * ```ts
 * createAnalyticsEvent('message.written');
 * createAnalyticsEvent({ name: 'page.shown', properties: { page: 'home' }, userId: 'ada' });
 * ```
 */
export function createAnalyticsEvent(data: string | (Partial<AnalyticsData> & Pick<AnalyticsData, 'name'>)): AnalyticsEvent {
  const whole = { properties: {}, ...(typeof data === 'string' ? { name: data } : data) };
  return { id: `event-${randomUUID()}`, type: 'analytics.tracked', timestamp: HAPPENED, source: 'host', data: whole };
}

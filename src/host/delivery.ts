import type { AnnouncedEvent } from '../../sdk/capabilities/events.ts';
import type { CallEvent, ParticipantEvent, StreamEvent } from '../../sdk/call-events.ts';
import type { AnalyticsEvent } from '../../sdk/kinds/analytics.ts';
import type { FileEvent } from '../../sdk/kinds/file-handler.ts';
import type { MessageEvent } from '../../sdk/kinds/message-processor.ts';
import type { BoundaryValue } from '../../sdk/runtime-interface.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { PermissionName } from '../core/permissions/catalog.ts';

/** An event that hosts deliver. */
export type HostedEvent = MessageEvent | FileEvent | CallEvent | ParticipantEvent | StreamEvent | AnnouncedEvent<BoundaryValue> | AnalyticsEvent;

/** What became of one event at one entry point of one plugin. */
export interface Delivery {
  readonly plugin: string;
  readonly entry: string;
  readonly hook: string;
  /** For a handler of events: its name. */
  readonly handler?: string;
  /**
   * `delivered`: the hook ended well. `failed`: it threw, or broke a limit. `refused`: the plugin may not hear such
   * events. `dropped`: the plugin was disabled, unloaded or given up first, or had too many events waiting.
   */
  readonly outcome: 'delivered' | 'failed' | 'refused' | 'dropped';
  /** How often the hook was started: more than once after a fault that came while several events were under way. */
  readonly attempts: number;
  /** Why it was not delivered. */
  readonly diagnostic?: Diagnostic;
  /** For `refused`. */
  readonly permission?: PermissionName;
}

/** What became of one event. */
export interface DeliveryReport {
  readonly eventId: string;
  readonly deliveries: readonly Delivery[];
}

/** Events of one lane reach a plugin one after another; those of different lanes may overlap. */
export function laneOf(event: HostedEvent): string {
  if ('message' in event) return event.message.channelId;
  if ('file' in event) return event.file.channelId;
  return 'call' in event ? event.call.id : event.source;
}

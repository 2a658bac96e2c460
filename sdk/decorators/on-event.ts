import { addContribution, CONTRIBUTIONS, type Contributor } from '../contribution.ts';
import type { AnalyticsEvent } from '../kinds/analytics.ts';
import type { CallEvent, ParticipantEvent, StreamEvent } from '../call-events.ts';
import type { AnnouncedEvent } from '../capabilities/events.ts';
import type { MessageEvent } from '../kinds/message-processor.ts';
import { contributeMethod, type ContributionDecorator, type ContributionData } from './contribute.ts';

/** A plugin to which something has happened. */
export interface PluginStateData {
  readonly plugin: string;
  readonly version: string;
}

/** The events of the host, by name. */
export interface HostEvents {
  readonly 'message.received': MessageEvent<'message.received'>;
  readonly 'message.sent': MessageEvent<'message.sent'>;
  readonly 'message.edited': MessageEvent<'message.edited'>;
  readonly 'message.deleted': MessageEvent<'message.deleted'>;
  readonly 'call.started': CallEvent<'call.started'>;
  readonly 'call.ended': CallEvent<'call.ended'>;
  readonly 'participant.joined': ParticipantEvent<'participant.joined'>;
  readonly 'participant.left': ParticipantEvent<'participant.left'>;
  readonly 'stream.started': StreamEvent<'stream.started'>;
  readonly 'stream.ended': StreamEvent<'stream.ended'>;
  readonly 'analytics.tracked': AnalyticsEvent;
  readonly 'plugin.loaded': AnnouncedEvent<PluginStateData>;
  readonly 'plugin.enabled': AnnouncedEvent<PluginStateData>;
  readonly 'plugin.disabled': AnnouncedEvent<PluginStateData>;
  readonly 'plugin.unloaded': AnnouncedEvent<PluginStateData>;
  readonly 'plugin.failed': AnnouncedEvent<PluginStateData>;
}

/** The name of an event: of the host, of the host program (`host.started`), or of a plugin (`weather:changed`). */
export type EventName = keyof HostEvents | `host.${string}` | `${string}:${string}`;

/** The event of a name. */
export type EventOf<Name extends EventName> = Name extends keyof HostEvents ? HostEvents[Name] : AnnouncedEvent;

// What others announce is of the type that the method says: `AnnouncedEvent<Forecast>`.
type HeardEvent<Name extends EventName> = Name extends keyof HostEvents ? HostEvents[Name] : AnnouncedEvent<never>;

/** When a handler hears of an event. */
export interface EventOptions {
  /**
   * `pre`: before everybody else, one handler after another by the priority of their plugins. `post`: when everybody else
   * has dealt with it. Default: together with everybody else, in order, and again after a crash.
   */
  readonly phase?: 'pre' | 'post';
}

/** Hears of an event. A `pre` handler that returns `false` stops an event of a plugin; those of the host have happened. */
export type EventHandler<Name extends EventName> = (event: EventOf<Name>) => unknown;

/**
 * Hears of events of the host, of the host program, or of another plugin.
 *
 * Events about messages need the permission `messages.read`; those of another plugin need that plugin among the
 * `dependencies` of the manifest. A plugin does not hear of what it did itself.
 *
 * @param name - The event: `message.received`, `plugin.enabled`, `host.started`, `weather:changed`.
 * @param options - Before, with or after everybody else.
 * @returns The decorator.
 *
 * @example
 * ```ts
 * import { MessageProcessor, onEvent, type AnnouncedEvent, type MessageEvent } from 'plexi-plugin/sdk';
 *
 * export default class Auditor extends MessageProcessor {
 *   @onEvent('message.received', { phase: 'post' })
 *   note({ message }: MessageEvent): void {
 *     this.logger.info('dealt with', { message: message.id });
 *   }
 *
 *   @onEvent('host.maintenance')
 *   pause({ data }: AnnouncedEvent): void {
 *     this.logger.info('maintenance', { data });
 *   }
 * }
 * ```
 */
export function onEvent<const Name extends EventName>(name: Name, options: EventOptions = {}): ContributionDecorator<[event: HeardEvent<Name>], unknown> {
  return contributeMethod((method) => describeHandler(name, options, method));
}

/**
 * Adds a handler of events to a plugin: what {@link onEvent} does, without a decorator.
 *
 * @param plugin - The plugin that is being made.
 * @param name - The event.
 * @param handler - Hears of it.
 * @param options - Before, with or after everybody else.
 *
 * @example
 * ```ts
 * import { addEventHandler, MessageProcessor } from 'plexi-plugin/sdk';
 *
 * export default class Auditor extends MessageProcessor {
 *   constructor() {
 *     super();
 *     addEventHandler(this, 'plugin.enabled', ({ data }) => { this.logger.info('enabled', { plugin: data.plugin }); });
 *   }
 * }
 * ```
 */
export function addEventHandler<const Name extends EventName>(plugin: Contributor, name: Name, handler: EventHandler<Name>, options: EventOptions = {}): void {
  const described = describeHandler(name, options, String(plugin[CONTRIBUTIONS].length));
  addContribution(plugin, { ...described, run: (event) => handler(event as EventOf<Name>) });
}

// One plugin may have many handlers of one event: what tells them apart comes last.
function describeHandler(event: string, { phase }: EventOptions, id: string): ContributionData {
  return { type: 'event', name: `${event} ${phase ?? 'on'} ${id}`, options: { event, ...(phase !== undefined && { phase }) } };
}

import { callHost } from '../call-host.ts';
import type { JsonCompatible } from '../json.ts';
import type { JsonValue } from '../runtime-interface.ts';

/** Something that a plugin or the host program has told to whoever listens. */
export interface AnnouncedEvent<Data = JsonValue> {
  /** Unique; after a crash of the plugin an event may be delivered again, with the same id. */
  readonly id: string;
  readonly type: string;
  /** When it happened: ISO 8601, UTC. */
  readonly timestamp: string;
  /** Who told it: the name of a plugin, or `host`. The host sees to it that nobody can pretend to be somebody else. */
  readonly source: string;
  /** What they told. Its type is the author's word. */
  readonly data: Data;
}

/**
 * Tells events of the plugin's own to other plugins. Needs no permission.
 *
 * Another plugin hears them with {@link onEvent}, under the name of this plugin, `:` and the name of the event, when its
 * manifest names this plugin among its `dependencies`.
 *
 * @example
 * ```ts
 * import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
 *
 * export default class Votes extends MessageProcessor {
 *   override async onMessageReceived({ message }: MessageEvent): Promise<void> {
 *     if (message.content !== '!yes') return;
 *     const isCounted = await this.events.emit('cast', { by: message.authorId });
 *     await this.messages.reply(message, isCounted ? 'counted' : 'not counted');
 *   }
 * }
 * ```
 */
export interface Events {
  /**
   * Tells an event.
   *
   * @param name - Words with `.`, `_` or `-` between them, such as `forecast.changed`.
   * @param data - Any JSON.
   * @returns Whether it went on to those who listen: `false` when a `pre` handler has stopped it.
   * @throws {@link HostError} `INVALID_ARGUMENT`.
   */
  emit<Data>(name: string, data?: Data & JsonCompatible<Data>): Promise<boolean>;
}

/** The events of the host that runs this plugin. */
export const events: Events = {
  emit: async (name, data) => (await callHost('events.emit', { name, data: data ?? null })) === true,
};

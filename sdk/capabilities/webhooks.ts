import { callHost } from '../call-host.ts';
import type { JsonCompatible } from '../json.ts';

/**
 * Sends webhooks to other servers. Needs no permission, but the event among the `webhooks` of the manifest.
 *
 * Who gets them is for the person who runs the host to say. The host signs them as the Standard Webhooks specification
 * says, and sends them again, later each time, until the other server has taken them.
 *
 * @example
 * ```ts
 * import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
 *
 * export default class Alerts extends MessageProcessor {
 *   override async onMessageReceived({ message }: MessageEvent): Promise<void> {
 *     if (!message.content.startsWith('!alert ')) return;
 *     const receivers = await this.webhooks.send('weather.alert.created', { text: message.content.slice(7) });
 *     await this.messages.reply(message, `sent to ${receivers}`);
 *   }
 * }
 * ```
 */
export interface Webhooks {
  /**
   * Sends an event to everybody who has asked for it; does not wait until they have taken it.
   *
   * @param event - One of the `webhooks` of the manifest.
   * @param data - Any JSON.
   * @returns How many there are.
   * @throws {@link HostError} `NOT_DECLARED` when the manifest does not name the event; `QUOTA_EXCEEDED` when too many wait.
   */
  send<Data>(event: string, data: Data & JsonCompatible<Data>): Promise<number>;
}

/** The webhooks of the host that runs this plugin. */
export const webhooks: Webhooks = {
  send: async (event, data) => Number(await callHost('webhooks.send', { event, data })),
};

import { HostError, NotificationChannel, type Notification, type NotificationResult } from 'plexi-plugin/sdk';
import { renderNotification } from './render-notification.ts';

/** Writes each notification into a channel of the chat. */
export default class MyPlugin extends NotificationChannel {
  override readonly deliveryChannels = {
    chat: {
      title: 'Channel of the chat',
      recipient: { type: 'object', properties: { channelId: { type: 'string', minLength: 1, maxLength: 128 } }, required: ['channelId'], additionalProperties: false },
    },
  } as const;

  override async send(notification: Notification): Promise<NotificationResult> {
    const channelId = String(notification.recipient['channelId']);
    try {
      const { id } = await this.messages.send({ channelId, content: renderNotification(notification, await this.config.get('mark')) });
      return { status: 'delivered', messageId: id };
    } catch (error) {
      // Another try finds the channel no more than this one.
      if (error instanceof HostError && error.code === 'NOT_FOUND') return { status: 'failed', reason: `there is no channel "${channelId}"` };
      throw error;
    }
  }
}

import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';

export default class Talker extends MessageProcessor {
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    this.logger.warn('somebody spoke', { length: message.content.length });
    if (message.content === '!twice') {
      await this.messages.reply(message, 'one');
      await this.messages.send({ channelId: message.channelId, content: 'two' });
    }
  }
}

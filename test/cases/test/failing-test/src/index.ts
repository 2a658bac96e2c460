import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';

export default class Weather extends MessageProcessor {
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    if (message.content !== '!weather Oslo') return;
    await this.messages.reply(message, 'Oslo: 7 °C, rain');
  }
}

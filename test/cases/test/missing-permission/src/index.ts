import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';

export default class Greeter extends MessageProcessor {
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    try {
      await this.messages.reply(message, 'Hello!');
    } catch {
      // The error is swallowed: nobody would ever know.
    }
  }
}

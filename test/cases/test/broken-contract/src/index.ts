import { MessageProcessor, type MessageEvent, type SelfTestReport } from 'plexi-plugin/sdk';

export default class Echo extends MessageProcessor {
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    if (message.content.startsWith('!echo')) await this.messages.reply(message, message.content.slice(6));
  }

  override onDisable(): void {
    throw new Error('cannot let go');
  }

  override selfTest(): SelfTestReport {
    return { passed: false, tests: [{ name: 'echo', passed: true }, { name: 'volume', passed: false, message: 'too loud' }] };
  }
}

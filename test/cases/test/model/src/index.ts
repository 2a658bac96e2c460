import { HostError, MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';

export default class Translator extends MessageProcessor {
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    const [, text] = /^!translate (.+)$/.exec(message.content) ?? [];
    if (text === undefined) return;
    try {
      const { content } = await this.ai.chat({
        temperature: 0,
        messages: [
          { role: 'system', content: 'Translate what you get into English.' },
          { role: 'user', content: text },
        ],
      });
      await this.messages.reply(message, content);
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      await this.messages.reply(message, 'I cannot translate now.');
    }
  }
}

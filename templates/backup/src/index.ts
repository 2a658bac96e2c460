import { BackupPlugin } from 'plexi-plugin/sdk';

interface Kept {
  readonly author: string;
  readonly text: string;
}

/** Keeps the newest messages of a channel, and writes them again when a backup is brought back. */
export default class MyPlugin extends BackupPlugin {
  override async backup(): Promise<{ readonly messages: readonly { author: string; text: string }[] }> {
    const messages = await this.messages.list({ channelId: await this.config.get('channel'), limit: 100 });
    return { messages: messages.map(({ authorId, content }) => ({ author: authorId, text: content })) };
  }

  override async restore({ messages }: { readonly messages: readonly Kept[] }): Promise<void> {
    const channelId = await this.config.get('channel');
    for (const { author, text } of messages) await this.messages.send({ channelId, content: `${author}: ${text}` });
  }
}

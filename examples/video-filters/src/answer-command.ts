import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
import { Choices } from './choices.ts';
import { FILTERS, isFilterName } from './filters.ts';

/** Keeps what people choose: `!filter squares`. */
export default class AnswerCommand extends MessageProcessor {
  readonly #choices = new Choices(this.context);

  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    const [command, wanted = ''] = message.content.trim().split(/\s+/);
    if (command !== '!filter') return;
    if (isFilterName(wanted)) {
      await this.#choices.set(message.authorId, wanted);
      await this.messages.reply(message, `Your picture: ${wanted}.`);
    } else {
      await this.messages.reply(message, `Choose one: ${Object.keys(FILTERS).join(', ')}.`);
    }
  }
}

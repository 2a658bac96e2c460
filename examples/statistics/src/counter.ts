import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
import { Counts, dayBefore } from './counts.ts';

/** Counts messages; `!stats` shows who wrote most in the last days, `!stats 30` in the last thirty. */
export default class Counter extends MessageProcessor {
  readonly #counts = new Counts(this.database);

  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    await this.#counts.add(message.authorId, message.createdAt.slice(0, 10));
    const [command, wanted = ''] = message.content.trim().split(/\s+/);
    if (command !== '!stats') return;
    const days = /^[1-9]\d{0,2}$/.test(wanted) ? Number(wanted) : await this.config.get('days');
    const top = await this.#counts.top(dayBefore(Date.now(), days - 1), await this.config.get('top'));
    const rows = top.map(({ person, messages }) => `| ${person.replaceAll('|', '\\|')} | ${messages} |`);
    await this.messages.reply(message, [`| last ${days === 1 ? 'day' : `${days} days`} | messages |`, '|---|---|', ...rows].join('\n'));
  }
}

import { MessageProcessor, type MessageEvent, type PluginMessage } from 'plexi-plugin/sdk';
import { parseQuote, renderQuote, type Quote } from './quote.ts';

/** Keeps quotes. Other plugins hear of new ones as `quotes:added`, and may ask for one: `{ number }`. */
export default class Quotes extends MessageProcessor {
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    const [command, ...words] = message.content.trim().split(/\s+/);
    if (command !== '!quote') return;
    const answer = words.length === 0 ? await this.#tell() : await this.#keep(message.id, words.join(' '));
    await this.messages.reply(message, answer);
  }

  override async onMessageDeleted({ message }: MessageEvent): Promise<void> {
    await this.storage.delete(`quote/${message.id}`);
  }

  /** The same number gives the same quote, as long as none is added or deleted. */
  override async onPluginMessage({ data }: PluginMessage<{ readonly number?: unknown } | null>): Promise<Quote | undefined> {
    const number = data?.number;
    if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw new TypeError('send { number }, a whole number');
    return this.#pick(number);
  }

  async #tell(): Promise<string> {
    const quote = await this.#pick(Math.floor(Math.random() * 1_000_000));
    return quote === undefined ? 'There is no quote yet. Add one: !quote TEXT — AUTHOR' : renderQuote(quote);
  }

  // By the id of its message: an event that comes twice adds nothing twice.
  async #keep(messageId: string, written: string): Promise<string> {
    const quote = parseQuote(written);
    if (quote === undefined) return 'Write it like this: !quote TEXT — AUTHOR';
    await this.storage.set(`quote/${messageId}`, quote);
    await this.events.emit('added', quote);
    return `Kept as quote ${(await this.storage.keys('quote/')).length}.`;
  }

  async #pick(number: number): Promise<Quote | undefined> {
    const keys = await this.storage.keys('quote/');
    const key = keys[Math.abs(number) % keys.length];
    return key === undefined ? undefined : this.storage.get<Quote>(key);
  }
}

import { backgroundTask, FeaturePlugin, onEvent, type AnnouncedEvent, type TaskRun } from 'plexi-plugin/sdk';

/** What the plugin "quotes" answers and announces. */
interface Quote {
  readonly text: string;
  readonly author: string;
}

const DAY_MS = 86_400_000;

/** Asks the plugin "quotes" for the quote of the day, and hears of new quotes from it. */
export default class QuoteOfTheDay extends FeaturePlugin {
  override async onEnable(): Promise<void> {
    await this.#schedule();
  }

  override async onConfigChanged(): Promise<void> {
    await this.#schedule();
  }

  @backgroundTask({ cron: '0 9 * * *', retries: 2 })
  async post({ dueAt }: TaskRun): Promise<void> {
    const number = Math.floor(Date.parse(dueAt) / DAY_MS);
    const quote = await this.plugins.send<Quote | null>('quotes', { number }, { timeout: '2s' });
    if (quote === null) this.logger.info('there is no quote yet');
    else await this.#say('Quote of the day', quote);
  }

  @onEvent('quotes:added')
  async welcome({ data }: AnnouncedEvent<Quote>): Promise<void> {
    await this.#say('A new quote', data);
  }

  async #schedule(): Promise<void> {
    await this.scheduler.reschedule('post', { cron: `0 ${await this.config.get('hour')} * * *` });
  }

  async #say(title: string, { text, author }: Quote): Promise<void> {
    await this.messages.send({ channelId: await this.config.get('channel'), content: `${title}: “${text}” — ${author}` });
  }
}

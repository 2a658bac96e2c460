import { backgroundTask, MessageProcessor } from 'plexi-plugin/sdk';
import { Activity } from './activity.ts';

/** Counts messages, and keeps open dashboards up to date. */
export default class Counter extends MessageProcessor {
  readonly #activity = new Activity(this.storage);
  #hasNews = false;

  override async onMessageReceived(): Promise<void> {
    await this.#activity.count();
    this.#hasNews = true;
  }

  /** Once a minute at most, however much is written. */
  @backgroundTask({ every: '1m' })
  async refresh(): Promise<void> {
    if (!this.#hasNews) return;
    this.#hasNews = false;
    await this.pages.refresh();
  }

  /** After midnight the oldest day goes, and the others move up. */
  @backgroundTask({ cron: '0 0 * * *', missed: 'run' })
  async tidy(): Promise<void> {
    await this.#activity.forget(await this.config.get('days'));
    await this.pages.refresh();
  }
}

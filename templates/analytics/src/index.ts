import { AnalyticsPlugin, type AnalyticsEvent } from 'plexi-plugin/sdk';

/** Counts events by day and name. */
export default class MyPlugin extends AnalyticsPlugin {
  override async onAnalyticsEvent({ data, timestamp }: AnalyticsEvent): Promise<void> {
    await this.storage.update<number>(`${timestamp.slice(0, 10)} ${data.name}`, (count = 0) => count + 1);
  }
}

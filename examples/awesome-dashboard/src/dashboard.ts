import { UiPlugin } from 'plexi-plugin/sdk';
import { Activity, type Day } from './activity.ts';
import { ActivityChart } from './activity-chart.tsx';

/** Shows the last days on the dashboard of the host. */
export default class Dashboard extends UiPlugin {
  readonly #activity = new Activity(this.storage);

  override getComponent() {
    return ActivityChart;
  }

  override getMountPoint() {
    return 'dashboard' as const;
  }

  override async getContext(): Promise<{ readonly days: readonly Day[] }> {
    return { days: await this.#activity.list(await this.config.get('days')) };
  }
}

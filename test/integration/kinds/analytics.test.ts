import { expect, test } from 'vitest';
import { createAnalytics } from '../../../src/host/extension-points/analytics.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from '../host/open-host.ts';

const COUNTER = `
import { AnalyticsPlugin, type AnalyticsEvent } from 'plexi-plugin/sdk';

export default class Counter extends AnalyticsPlugin {
  override async onAnalyticsEvent({ data }: AnalyticsEvent): Promise<void> {
    await this.storage.update<readonly unknown[]>('seen', (seen = []) => [...seen, [data.name, data.properties, data.userId ?? 'nobody']] as never);
  }
}`;

for (const [grants, seen] of [['all', [['opened', { page: 1 }, 'nobody'], ['closed', {}, 'ada']]], [[], undefined]] as const) {
  test(`an analytics plugin in the sandbox hears ${seen ? 'what is counted, in order' : 'nothing without the permission'}`, async () => {
    const { start, manager } = openHost();
    await start(await buildPlugin(COUNTER, { name: 'counter', type: 'analytics', permissions: ['analytics.read'] }), { grants });
    const analytics = createAnalytics(manager);
    const reports = await Promise.all([analytics.track('opened', { page: 1 }), analytics.track('closed', {}, 'ada')]);
    expect(reports.flatMap(({ deliveries }) => deliveries.map(({ outcome }) => outcome))).toEqual(seen ? ['delivered', 'delivered'] : ['refused', 'refused']);
    expect(await manager.services.storage.open('counter').get('seen')).toEqual(seen);
  });
}

import type { AnalyticsData } from '../../../../sdk/kinds/analytics.ts';
import type { ContractContext } from '../contract.ts';
import { defineChecks } from '../define-checks.ts';

const BURST = 50;

type Tracked = readonly [name: string, properties?: AnalyticsData['properties'], userId?: string];

const ORDINARY: readonly Tracked[] = [
  ['page viewed', { page: '/channels/general', seconds: 12.5 }, 'alice'],
  ['message sent', { channelId: 'general', isReply: true }, 'bob'],
  ['host started'],
];

const ODD: readonly Tracked[] = [
  ['__proto__', { constructor: 'x' }, '__proto__'], ['toString', {}, 'constructor'], ['שלום 👩‍👩‍👧', { 'a.b c': '' }, 'ü'],
  [' '], ['x'.repeat(200), { text: 'x'.repeat(4_000), none: null, negative: -1 }], ['NaN', { value: 0 }, '../../etc'],
];

/** What an analytics plugin must do with events. */
export const analyticsChecks = defineChecks('PLX4325', [
  {
    name: 'hears what people do',
    proves: 'It implements the hook "onAnalyticsEvent": without it nothing would be counted.',
    async run({ start }) {
      const { plugin } = await start();
      return plugin.entries.some(({ hooks }) => hooks.includes('onAnalyticsEvent')) ? undefined : { reason: 'it does not implement "onAnalyticsEvent"' };
    },
  },
  {
    name: 'counts ordinary events',
    proves: 'Events with and without properties, of users and of the host itself, end without an error and within the limits.',
    needs: 'hears what people do',
    run: (context) => trackEach(context, ORDINARY),
  },
  {
    name: 'counts events of any name',
    proves: 'Names that every object has, other writings, very long texts and empty values are only names and values to it.',
    needs: 'counts ordinary events',
    run: (context) => trackEach(context, ODD),
  },
  {
    name: 'keeps up with a burst of events',
    proves: `${String(BURST)} events at once are dealt with within the limits for time, memory and calls.`,
    needs: 'counts ordinary events',
    async run({ start }) {
      const host = await start();
      await Promise.all(Array.from({ length: BURST }, (_, at) => host.analytics.track('page viewed', { page: `/${String(at % 3)}` }, `user-${String(at % 5)}`)));
      await host.settle();
      return undefined;
    },
  },
]);

async function trackEach({ start }: ContractContext, events: readonly Tracked[]): Promise<undefined> {
  const host = await start();
  for (const event of events) {
    await host.analytics.track(...event);
    await host.settle();
  }
}

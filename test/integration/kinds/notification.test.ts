import { expect, test } from 'vitest';
import { createNotifications } from '../../../src/host/extension-points/notifications.ts';
import { createSystemClock } from '../../../src/host/clock.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from '../host/open-host.ts';

const CODE = `
import { NotificationChannel, type Notification, type NotificationRun } from 'plexi-plugin/sdk';

export default class Letters extends NotificationChannel {
  override readonly deliveryChannels = { postbox: { title: 'Postbox', recipient: { type: 'object', properties: { box: { type: 'integer' } }, required: ['box'] } } } as const;

  override async send({ recipient, title }: Notification, { attempt }: NotificationRun) {
    if (recipient['box'] === 2) throw new Error('there is no such box');
    if (attempt === 1) return { status: 'failed', reason: 'the box is full', retry: true, retryAfterMs: 1 } as const;
    await this.storage.set('letter', title);
  }
}`;

test('a notification channel in the sandbox is tried again, and what it throws is reported', async () => {
  const { start, manager } = openHost();
  await start(await buildPlugin(CODE, { name: 'letters', type: 'notification', permissions: [] }));
  const notifications = createNotifications({ extensions: manager.extensions, clock: createSystemClock(), attempts: 2 });
  expect(notifications.list()).toMatchObject([{ plugin: 'letters', name: 'postbox', title: 'Postbox' }]);
  expect(await notifications.send({ channel: 'postbox', recipient: { box: 1 }, title: 'Hello' })).toMatchObject({ status: 'delivered', attempts: 2 });
  expect(await manager.services.storage.open('letters').get('letter')).toBe('Hello');
  const failed = await notifications.send({ channel: 'postbox', recipient: { box: 2 }, title: 'Hello' });
  expect(failed).toMatchObject({ status: 'failed', attempts: 2, diagnostic: { code: 'PLX4010' } });
});

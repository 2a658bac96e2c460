import { createTestHost, describe, expect, test } from 'plexi-plugin/testing';

const REQUEST = { channel: 'chat', recipient: { channelId: 'general' }, title: 'Backup failed' };

describe('a notification', () => {
  test('becomes a message', async () => {
    const host = await createTestHost();
    const report = await host.notifications.send({ ...REQUEST, body: 'The disk is full.', url: 'https://chat.example.com/backups', priority: 'high' });
    expect(report).toMatchObject({ status: 'delivered', messageId: host.lastMessage?.id });
    expect(host).toHaveSentMessage('🔔 Backup failed\nThe disk is full.\nhttps://chat.example.com/backups');
  });

  test('begins with the mark only when it matters', async () => {
    const host = await createTestHost({ config: { mark: '!' } });
    await host.notifications.send(REQUEST);
    expect(host).toHaveSentMessage('Backup failed');
    await host.notifications.send({ ...REQUEST, priority: 'high' });
    expect(host).toHaveSentMessage('! Backup failed');
  });

  test('that cannot arrive is not tried again', async () => {
    const host = await createTestHost();
    const report = await host.notifications.send({ ...REQUEST, recipient: { channelId: 'nowhere' } });
    expect(report).toMatchObject({ status: 'failed', attempts: 1, reason: 'there is no channel "nowhere"' });
    expect(report.retryAfterMs).toBeUndefined();
  });
});

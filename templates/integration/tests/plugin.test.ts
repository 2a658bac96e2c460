import { createTestHost, expect, test } from 'plexi-plugin/testing';

test('tells every headline once', async () => {
  const host = await createTestHost();
  host.http.on('GET https://news.example.com/latest.json', { json: [{ id: '1', title: 'Rain' }] });
  await host.clock.advance('15m');
  expect(host).toHaveSentMessage('📰 Rain');
  await host.clock.advance('15m');
  expect(host.sentMessages).toHaveLength(1);
});

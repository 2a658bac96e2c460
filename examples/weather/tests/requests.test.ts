import { createTestHost, expect, test } from 'plexi-plugin/testing';

// What was asked, and with which parameters, is in the recording: another request would fail the test.
test('asks for the default place, and then for its weather', async () => {
  const host = await createTestHost({ recording: 'tests/recordings/oslo.json' });
  await host.receive('!weather');
  expect(host).toHaveSentMessage('Oslo, Norway: -3.2 °C, snow, wind 7.9 km/h');
});

test('asks once for what several people want to know at once', async () => {
  const host = await createTestHost({ recording: 'tests/recordings/oslo.json' });
  await Promise.all(['general', 'travel', 'games'].map((channelId) => host.receive({ content: '!weather Oslo', channelId })));
  expect(host.sentMessages).toHaveLength(3);
});

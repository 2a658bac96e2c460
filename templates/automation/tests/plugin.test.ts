import { createTestHost, expect, test } from 'plexi-plugin/testing';

test('says good morning on weekdays', async () => {
  // A Saturday.
  const host = await createTestHost({ now: '2026-01-03T12:00:00Z' });
  await host.clock.advance('1d');
  expect(host.sentMessages).toEqual([]);
  await host.clock.advance('1d');
  expect(host).toHaveSentMessage('Good morning!');
});

test('answers thanks, and nothing else', async () => {
  const host = await createTestHost();
  await host.receive('Thank you, all');
  expect(host).toHaveSentMessage('You are welcome.');
  expect(await host.receive('hello')).toEqual([]);
});

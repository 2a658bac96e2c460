import { createTestHost, expect, test } from 'plexi-plugin/testing';

test('reminds every two hours', async () => {
  const host = await createTestHost();
  await host.clock.advance('5h');
  expect(host.sentMessages.map(({ content }) => content)).toEqual(['💧 Time for a glass of water.', '💧 Time for a glass of water.']);
});

test('is quiet while it is disabled', async () => {
  const host = await createTestHost();
  await host.disable();
  await host.clock.advance('5h');
  expect(host).toHaveSentNothing();
});

import { createTestHost, expect, test } from 'plexi-plugin/testing';

test('stays calm', async () => {
  const host = await createTestHost();
  await host.receive('hello');
  expect(host.logs).toEqual([]);
});

test('expects the refusal', async () => {
  const host = await createTestHost();
  await host.receive('hello');
  expect(host).toBeDeniedPermission('messages.write');
});

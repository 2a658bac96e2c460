import { createTestHost, expect, test } from 'plexi-plugin/testing';

test('counts how often it was enabled, over restarts', async () => {
  const host = await createTestHost();
  await host.reload();
  expect(await host.storage.get('count')).toBe(2);
});

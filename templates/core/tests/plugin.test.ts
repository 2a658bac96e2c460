import { createTestHost, expect, test } from 'plexi-plugin/testing';

test('says how long its diary is', async () => {
  const host = await createTestHost();
  await host.storage.set('diary', ['2026-01-01 weather 1.0.0']);
  await host.reload();
  expect(host.logs.map(({ text }) => text)).toContain('the diary has 1 lines');
});

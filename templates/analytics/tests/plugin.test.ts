import { createTestHost, expect, test } from 'plexi-plugin/testing';

test('counts by day and name', async () => {
  const host = await createTestHost();
  await host.analytics.track('page_viewed', { path: '/' });
  await host.analytics.track('page_viewed', { path: '/help' });
  await host.clock.advance('1d');
  await host.analytics.track('page_viewed', {}, 'alice');
  expect(await host.storage.get('2026-01-01 page_viewed')).toBe(2);
  expect(await host.storage.get('2026-01-02 page_viewed')).toBe(1);
});

import { createTestHost, expect, test } from 'plexi-plugin/testing';

test('keeps the last notice over restarts', async () => {
  const host = await createTestHost();
  await host.storage.set('notice', 'Maintenance at noon.');
  await host.reload();
  expect(await host.storage.get('notice')).toBe('Maintenance at noon.');
  expect(host.plugin.entries[0]?.hooks).toContain('onPluginMessage');
});

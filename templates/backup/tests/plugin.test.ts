import { createTestHost, expect, test } from 'plexi-plugin/testing';

test('brings back what people wrote', async () => {
  const host = await createTestHost();
  await host.receive({ content: 'one', authorId: 'ada' });
  await host.receive({ content: 'two', authorId: 'bob' });
  const backup = await host.backups.create();
  expect(await host.backups.restore(backup)).toEqual([{ plugin: 'my-plugin', isRestored: true }]);
  expect(host.sentMessages.map(({ content }) => content)).toEqual(['ada: one', 'bob: two']);
});

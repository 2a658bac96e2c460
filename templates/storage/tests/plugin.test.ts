import { createTestHost, expect, test } from 'plexi-plugin/testing';

test('gives back what it was given, over restarts', async () => {
  const host = await createTestHost();
  const backend = host.storageBackends.open('my-plugin');
  await backend.put('notes/a.bin', Uint8Array.of(0, 127, 255));
  await host.reload();
  expect(await backend.get('notes/a.bin')).toEqual(Uint8Array.of(0, 127, 255));
  expect(await backend.list('notes/')).toEqual(['notes/a.bin']);
});

test('does what hosts expect of a place for bytes', async () => {
  const host = await createTestHost();
  expect(await host.storageBackends.probe('my-plugin')).toEqual({ problems: [] });
});

import { createTestHost, describe, expect, test } from 'plexi-plugin/testing';

describe('!weather', () => {
  test('answers', async () => {
    const host = await createTestHost();
    await host.receive('!weather Oslo');
    expect(host).toHaveSentMessage('Oslo: 7 °C, sun');
  });

  test('compares values', () => {
    expect({ city: 'Oslo', degrees: 7 }).toEqual({ city: 'Oslo', degrees: 8 });
  });

  test.skip('is skipped', () => {});
  test.todo('is to be written');
});

import { createTestHost, describe, expect, test } from 'plexi-plugin/testing';

describe('a text file', () => {
  test('is counted as soon as somebody shares it', async () => {
    const host = await createTestHost();
    await host.files.upload({ name: 'poem.txt', content: 'Roses are red,\nviolets are blue.' });
    expect(host).toHaveSentMessage('📄 poem.txt: 2 lines, 6 words');
  });

  test('takes the count with it when it is deleted', async () => {
    const host = await createTestHost();
    const file = await host.files.upload({ name: 'poem.txt', content: 'Roses are red' });
    await host.files.delete(file);
    expect(host.messages()).toEqual([]);
  });

  test('is left alone when it is larger than the settings say', async () => {
    const host = await createTestHost({ config: { largest: 1 } });
    await host.files.upload({ content: 'x'.repeat(2000) });
    expect(host).toHaveSentNothing();
  });
});

test('other files are left alone', async () => {
  const host = await createTestHost();
  await host.files.upload({ name: 'photo.png', mediaType: 'image/png', content: new Uint8Array([137, 80, 78, 71]) });
  expect(host).toHaveSentNothing();
});

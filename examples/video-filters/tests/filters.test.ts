import { createTestHost, describe, expect, test, type TestHost } from 'plexi-plugin/testing';

type Format = 'rgba' | 'i420' | 'nv12';

async function show(host: TestHost, format: Format, [width, height]: readonly [number, number], bytes: readonly number[], userId = 'ada') {
  const stream = host.media.video({ streamId: `camera of ${userId}`, userId });
  return [...(await stream.process({ timestamp: 0, width, height, format, data: Uint8Array.from(bytes) })).data];
}

describe('grey', () => {
  test('leaves brightness, and transparency', async () => {
    const host = await createTestHost({ config: { filter: 'grey' } });
    expect(await show(host, 'rgba', [2, 1], [255, 0, 0, 9, 255, 255, 255, 255])).toEqual([76, 76, 76, 9, 255, 255, 255, 255]);
    expect(await show(host, 'i420', [2, 2], [1, 2, 3, 4, 50, 60])).toEqual([1, 2, 3, 4, 128, 128]);
    expect(await show(host, 'nv12', [2, 2], [1, 2, 3, 4, 50, 60])).toEqual([1, 2, 3, 4, 128, 128]);
  });
});

describe('mirror', () => {
  test('turns rows around, pixel by pixel', async () => {
    const host = await createTestHost({ config: { filter: 'mirror' } });
    expect(await show(host, 'rgba', [2, 1], [1, 2, 3, 4, 5, 6, 7, 8])).toEqual([5, 6, 7, 8, 1, 2, 3, 4]);
    expect(await show(host, 'i420', [3, 2], [1, 2, 3, 4, 5, 6, 10, 20, 30, 40])).toEqual([3, 2, 1, 6, 5, 4, 20, 10, 40, 30]);
    expect(await show(host, 'nv12', [3, 2], [1, 2, 3, 4, 5, 6, 10, 30, 20, 40])).toEqual([3, 2, 1, 6, 5, 4, 20, 40, 10, 30]);
  });
});

describe('squares', () => {
  test('are of the size in the settings, and may be cut off at the edge', async () => {
    const host = await createTestHost({ config: { filter: 'squares', square: 2 } });
    expect(await show(host, 'i420', [3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 40, 50, 60, 70, 80])).toEqual([1, 1, 3, 1, 1, 3, 7, 7, 9, 10, 20, 30, 40, 50, 60, 70, 80]);
    expect(await show(host, 'rgba', [2, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 9, 9, 9, 9, 9])).toEqual([1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4]);
  });
});

test('everybody chooses for their own picture', async () => {
  const host = await createTestHost();
  await host.user('ada').says('!filter mirror');
  expect(await show(host, 'rgba', [2, 1], [1, 2, 3, 4, 5, 6, 7, 8])).toEqual([5, 6, 7, 8, 1, 2, 3, 4]);
  expect(await show(host, 'rgba', [2, 1], [1, 2, 3, 4, 5, 6, 7, 8], 'bob')).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  await host.user('ada').says('!filter off');
  await host.clock.advance('1s');
  expect(await show(host, 'rgba', [2, 1], [1, 2, 3, 4, 5, 6, 7, 8])).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

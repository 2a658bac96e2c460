import { createTestHost, describe, expect, test } from 'plexi-plugin/testing';

const picture = (format: 'i420' | 'rgba', data: readonly number[]) => ({ timestamp: 0, width: 2, height: 2, format, data: Uint8Array.from(data) });

describe('a picture', () => {
  test('becomes brighter, and keeps its colours', async () => {
    const host = await createTestHost();
    const { data } = await host.media.video().process(picture('i420', [0, 100, 200, 250, 128, 90]));
    expect([...data]).toEqual([24, 124, 224, 255, 128, 90]);
  });

  test('of four bytes a pixel stays as opaque as it was', async () => {
    const host = await createTestHost();
    const pixels = [[0, 10, 250, 255], [1, 2, 3, 0], [0, 0, 0, 7], [255, 255, 255, 255]];
    const { data } = await host.media.video().process(picture('rgba', pixels.flat()));
    expect([...data]).toEqual([[24, 34, 255, 255], [25, 26, 27, 0], [24, 24, 24, 7], [255, 255, 255, 255]].flat());
  });

  test('becomes as bright as is set', async () => {
    const host = await createTestHost({ config: { amount: 100 } });
    const { data } = await host.media.video().process(picture('i420', [0, 1, 2, 3, 128, 128]));
    expect([...data]).toEqual([100, 101, 102, 103, 128, 128]);
  });
});

import { createTestHost, describe, expect, test } from 'plexi-plugin/testing';

const sound = (timestamp: number, value: number) => ({ timestamp, sampleRate: 48_000, channels: 1, samples: new Int16Array(960).fill(value) });

describe('the loudness of a voice', () => {
  test('rises little by little, and every frame comes back', async () => {
    const host = await createTestHost();
    const stream = host.media.audio();
    const values: number[] = [];
    for (let at = 0; at < 60; at++) values.push((await stream.process(sound(at * 20, 1_000))).samples[0] ?? 0);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect(values.at(-1)).toBeGreaterThan(3_000);
    expect(stream.counts).toEqual({ frames: 60, processed: 60, late: 0 });
  });

  test('stays where silence is', async () => {
    const host = await createTestHost();
    expect([...new Set((await host.media.audio().process(sound(0, 0))).samples)]).toEqual([0]);
  });

  test('is learned anew for every stream', async () => {
    const host = await createTestHost();
    await host.media.startCall();
    await host.media.join('call-1', 'ada');
    const streamId = await host.media.startStream({ callId: 'call-1', kind: 'audio', source: 'microphone', userId: 'ada' });
    const first = await host.media.audio({ streamId }).process(sound(0, 1_000));
    await host.media.endStream(streamId);
    expect((await host.media.audio({ streamId }).process(sound(0, 1_000))).samples).toEqual(first.samples);
  });
});

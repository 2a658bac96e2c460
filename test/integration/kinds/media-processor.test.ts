import { describe, expect, test } from 'vitest';
import { createMediaPipeline } from '../../../src/host/extension-points/media-pipeline.ts';
import { createMemoryCalls } from '../../../src/host/services/memory-calls.ts';
import { createVirtualClock } from '../../../src/host/virtual-clock.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from '../host/open-host.ts';

const EFFECTS = `
import { MediaProcessor, type AudioFrame, type VideoFrame } from 'plexi-plugin/sdk';

export default class Effects extends MediaProcessor {
  override processAudio(frame: AudioFrame): AudioFrame | undefined {
    const { samples } = frame;
    if (frame.userId === 'deaf') return undefined;
    if (frame.userId === 'crash') throw new Error('no sound');
    for (let at = 0; at < samples.length; at++) samples[at] = (samples[at] ?? 0) + frame.sequence;
    return frame;
  }
  override processVideo(frame: VideoFrame): VideoFrame {
    return { ...frame, data: frame.data.map((byte) => 255 - byte) };
  }
}`;

const MODERATOR = `
import { MediaProcessor, type ParticipantEvent, type StreamEvent } from 'plexi-plugin/sdk';

export default class Moderator extends MediaProcessor {
  override async onParticipantJoined({ call, participant }: ParticipantEvent): Promise<void> {
    const inside = await this.calls.participants(call.id);
    if (inside.length > 2) await this.calls.kick(call.id, participant.userId);
  }
  override async onStreamEnded({ call, stream }: StreamEvent): Promise<void> {
    if (stream.userId === undefined) await this.calls.play(call.id, 'after ' + stream.source);
  }
}`;

const STREAMS = 20;
const FRAMES = 50;
const SAMPLES = 960;

const open = async (grants: readonly string[] | 'all' = 'all') => {
  const host = openHost();
  await host.start(await buildPlugin(EFFECTS, { name: 'effects', type: 'media-processor', permissions: ['calls.media'] }), { grants });
  const problems: string[] = [];
  const pipeline = createMediaPipeline({ ...host.manager, onDiagnostic: (_, { code }) => void problems.push(code) });
  return { ...host, problems, pipeline };
};

describe('media processors in the sandbox', () => {
  test(`take ${String(STREAMS)} streams of ${String(FRAMES)} frames, and lose, double or swap none`, async () => {
    const { pipeline } = await open();
    const streams = await Promise.all(Array.from({ length: STREAMS }, async (_, number) => {
      const stream = pipeline.openAudio({ callId: 'call-1', streamId: `stream-${String(number)}` });
      const sounds = [];
      for (let at = 0; at < FRAMES; at++) {
        sounds.push(await stream.process({ timestamp: at * 20, sampleRate: 48_000, channels: 1, samples: new Int16Array(SAMPLES).fill(number * 100) }));
      }
      await stream.end();
      return { sounds, counts: stream.counts };
    }));
    for (const [number, { sounds, counts }] of streams.entries()) {
      expect(counts).toEqual({ frames: FRAMES, processed: FRAMES, late: 0 });
      expect(sounds.map(({ timestamp }) => timestamp)).toEqual(sounds.map((_, at) => at * 20));
      expect(sounds.map(({ samples }) => [samples.length, samples[0], samples.at(-1)])).toEqual(sounds.map((_, at) => [SAMPLES, number * 100 + at, number * 100 + at]));
    }
  });

  test('change pictures byte by byte', async () => {
    const { pipeline } = await open();
    const picture = await pipeline.openVideo({ callId: 'c', streamId: 's' }).process({ timestamp: 0, width: 2, height: 2, format: 'nv12', data: Uint8Array.of(0, 1, 2, 127, 128, 255) });
    expect(picture).toEqual({ timestamp: 0, width: 2, height: 2, format: 'nv12', data: Uint8Array.of(255, 254, 253, 128, 127, 0) });
  });

  for (const [width, height, format, size] of [[1280, 720, 'rgba', 4], [1920, 1080, 'i420', 1.5]] as const) {
    test(`get pictures of ${width}×${height} in ${format} from a host that has set no limits`, async () => {
      const host = openHost();
      await host.start(await buildPlugin(EFFECTS.replace('data: frame.data.map((byte) => 255 - byte)', 'data: frame.data.fill(9, 0, 1)'), { name: 'effects', type: 'media-processor', permissions: ['calls.media'] }), { grants: 'all' });
      const data = new Uint8Array(width * height * size).fill(1);
      const picture = { callId: 'call-1', streamId: 'camera', sequence: 0, timestamp: 0, width, height, format, data };
      // Not through the pipeline, which would pass it on as it was if this machine had no second for it.
      const changed = (await host.manager.extensions.invoke({ plugin: 'effects', entry: 'src/index.ts', hook: 'processVideo' }, [picture])) as typeof picture;
      expect([changed.data.length, ...changed.data.subarray(0, 3), data[0]]).toEqual([data.length, 9, 1, 1, 1]);
    });
  }

  test('leave sound as it was by returning nothing, or by failing', async () => {
    const { pipeline, problems } = await open();
    const sound = { timestamp: 0, sampleRate: 8_000, channels: 1, samples: Int16Array.of(1, 2, 3) };
    for (const userId of ['deaf', 'crash']) {
      expect(await pipeline.openAudio({ callId: 'c', streamId: userId, userId }).process(sound)).toEqual(sound);
    }
    expect(problems).toEqual(['PLX4010']);
  });

  test('hear nothing without the permission, and the host says so', async () => {
    const { pipeline, manager } = await open([]);
    const sound = { timestamp: 0, sampleRate: 8_000, channels: 1, samples: Int16Array.of(1, 2, 3) };
    const stream = pipeline.openAudio({ callId: 'c', streamId: 's' });
    await stream.process(sound);
    expect((await stream.process(sound)).samples).toEqual(sound.samples);
    expect(manager.denials).toMatchObject([{ plugin: 'effects', permission: 'calls.media', method: 'offering a media' }]);
  });

  test('moderate calls and play one thing after another', async () => {
    const calls = createMemoryCalls({ clock: createVirtualClock('2026-01-01T12:00:00Z') });
    const host = openHost({ services: { calls } });
    await host.start(await buildPlugin(MODERATOR, { name: 'moderator', type: 'media-processor', permissions: ['calls.read', 'calls.write'] }));
    calls.startCall();
    for (const user of ['ada', 'bob', 'carol']) {
      calls.join('call-1', user);
      await host.manager.settled();
    }
    const first = await calls.play('call-1', 'song', 'plugin:dj');
    calls.endStream(first.id);
    await host.manager.settled();
    expect((await calls.participants('call-1')).map(({ userId }) => userId)).toEqual(['ada', 'bob']);
    expect((await calls.streams('call-1')).map(({ source }) => source)).toEqual(['after song']);
  });
});

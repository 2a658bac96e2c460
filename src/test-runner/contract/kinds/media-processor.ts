import type { VideoFormat } from '../../../../sdk/kinds/media-processor.ts';
import { mediaType, type Picture, type Sound } from '../../../host/extension-points/media-frames.ts';
import type { MediaStream } from '../../../host/extension-points/media-stream.ts';
import type { LiveTestHost } from '../../live-test-host.ts';
import type { ContractContext, Finding } from '../contract.ts';
import { defineChecks } from '../define-checks.ts';

const STREAMS = 20;
const FRAMES = 5;

/** What a media processor must do with frames. */
export const mediaProcessorChecks = defineChecks('PLX4322', [
  {
    name: 'hears or changes what happens in calls',
    proves: 'It implements "processAudio", "processVideo" or a hook about calls: without one it would never do anything.',
    async run({ start }) {
      const host = await start();
      const doesSomething = changes(host, 'audio') || changes(host, 'video') || host.plugin.entries.some(({ hooks }) => hooks.some((hook) => /^on(?:Call|Participant|Stream)/.test(hook)));
      return doesSomething ? undefined : { reason: 'it implements neither "processAudio" nor "processVideo" nor a hook about calls' };
    },
  },
  {
    name: `keeps count, order and shape of frames over ${String(STREAMS)} streams`,
    proves: `${String(STREAMS)} streams that take turns, mono and stereo, of four rates and frames of odd lengths, pictures of three formats and odd sizes: for every frame one comes back, in order, with as many samples or bytes, and the same rate, size and format.`,
    needs: 'hears or changes what happens in calls',
    async run({ start }) {
      const host = await start();
      const sounds = await runStreams(changes(host, 'audio') ? STREAMS : 0, (streamId) => host.media.audio({ streamId }), (stream, frame) => createTone(stream, frame));
      const pictures = await runStreams(changes(host, 'video') ? STREAMS : 0, (streamId) => host.media.video({ streamId }), (stream, frame) => createPicture(stream, frame));
      await host.settle();
      return judgeOrder([...sounds, ...pictures]);
    },
  },
  {
    name: 'takes silence, noise and extremes',
    proves: 'Silence, the loudest samples there are, a single sample, black, white and a picture of one pixel go through without an error.',
    needs: 'hears or changes what happens in calls',
    async run({ start }) {
      const host = await start();
      if (changes(host, 'audio')) await passAll(host, host.media.audio({ streamId: 'extreme-sound' }), listExtremeSounds());
      if (changes(host, 'video')) await passAll(host, host.media.video({ streamId: 'extreme-picture' }), listExtremePictures());
      return undefined;
    },
  },
  {
    name: 'keeps streams apart',
    proves: 'What comes out of a stream is the same whether it is alone or among others: what the plugin remembers of one voice does not reach another one. Processors that are random by nature are left out.',
    needs: `keeps count, order and shape of frames over ${String(STREAMS)} streams`,
    isolated: true,
    run: compareStreams,
  },
  {
    name: 'hears calls and streams begin and end',
    proves: 'A call with people who come and go, streams of sound and pictures that begin and end, also while frames go through, end without an error.',
    needs: 'hears or changes what happens in calls',
    async run({ start }) {
      const { media } = await start();
      const callId = await media.startCall();
      for (const userId of ['alice', 'bob']) await media.join(callId, userId);
      const ids = [await media.startStream({ callId, userId: 'alice', kind: 'audio', source: 'microphone' }), await media.startStream({ callId, userId: 'bob', kind: 'video', source: 'camera' })];
      for (const id of ids) await media.endStream(id);
      await media.leave(callId, 'bob');
      await media.endCall(callId);
      return undefined;
    },
  },
]);

function changes({ extensions }: LiveTestHost, wanted: 'audio' | 'video'): boolean {
  return extensions.list({ contribution: mediaType.type }).some(({ contributions }) => contributions.some(({ type, name }) => type === mediaType.type && name === wanted));
}

interface Passed<Frame> {
  readonly stream: number;
  readonly given: readonly Frame[];
  readonly got: readonly Frame[];
  readonly counts: MediaStream<Frame>['counts'];
}

// All streams at once: each hands in its frames one after another, as a call does.
async function runStreams<Frame>(count: number, open: (streamId: string) => MediaStream<Frame>, create: (stream: number, frame: number) => Frame): Promise<readonly Passed<Frame>[]> {
  return Promise.all(Array.from({ length: count }, async (_, stream) => {
    const opened = open(`stream-${String(stream)}`);
    const given = Array.from({ length: FRAMES }, (__, frame) => create(stream, frame));
    const got: Frame[] = [];
    for (const frame of given) got.push(await opened.process(frame));
    await opened.end();
    return { stream, given, got, counts: opened.counts };
  }));
}

function judgeOrder(passed: readonly Passed<Sound | Picture>[]): Finding | undefined {
  for (const { stream, given, got, counts } of passed) {
    if (counts.processed < given.length) return { reason: `of ${String(given.length)} frames of stream ${String(stream)} only ${String(counts.processed)} were processed` };
    if (given.some(({ timestamp }, at) => got[at]?.timestamp !== timestamp)) return { reason: `the frames of stream ${String(stream)} come back in another order` };
  }
  return undefined;
}

async function passAll<Frame>(host: LiveTestHost, stream: MediaStream<Frame>, frames: readonly Frame[]): Promise<void> {
  for (const frame of frames) {
    await stream.process(frame);
    await host.settle();
  }
  await stream.end();
}

// With two seeds: where the same sound comes out differently, chance is part of the plugin, and nothing can be compared.
async function compareStreams({ start }: ContractContext): Promise<Finding | undefined> {
  const listen = async (seed: number, streams: number): Promise<string | undefined> => {
    const host = await start({ seed });
    if (!changes(host, 'audio')) return undefined;
    const passed = await runStreams(streams, (streamId) => host.media.audio({ streamId }), createTone);
    return describe(passed[0]?.got ?? []);
  };
  const [alone, again, among] = [await listen(1, 1), await listen(2, 1), await listen(1, STREAMS)];
  return alone === undefined || alone !== again || alone === among ? undefined : { reason: 'a stream sounds different when there are others: something of theirs reaches it' };
}

function describe(frames: readonly Sound[]): string {
  return frames.map(({ samples }) => samples.join()).join('\n');
}

const RATES = [8_000, 16_000, 44_100, 48_000] as const;
const LENGTHS = [1, 441, 480, 7, 160] as const;

function createTone(stream: number, frame: number): Sound {
  const channels = 1 + (stream % 2);
  const length = LENGTHS[stream % LENGTHS.length] ?? 1;
  const sampleRate = RATES[stream % RATES.length] ?? 8_000;
  const loudness = 1_000 * (1 + (stream % 16));
  const samples = Int16Array.from({ length: length * channels }, (_, at) => Math.round(loudness * Math.sin((at + frame * length) / (5 + stream))));
  return { sampleRate, channels, samples, timestamp: frame * 10 };
}

const SIZES = [[64, 48], [1, 1], [3, 5], [17, 9], [2, 2]] as const;
const FORMATS: readonly VideoFormat[] = ['i420', 'nv12', 'rgba'];

function createPicture(stream: number, frame: number): Picture {
  const [width, height] = SIZES[stream % SIZES.length] ?? [1, 1];
  const format = FORMATS[stream % FORMATS.length] ?? 'rgba';
  const data = Uint8Array.from({ length: sizeOf(format, width, height) }, (_, at) => (at * 7 + stream + frame) % 256);
  return { width, height, format, data, timestamp: frame * 40 };
}

function sizeOf(format: VideoFormat, width: number, height: number): number {
  return format === 'rgba' ? width * height * 4 : width * height + 2 * Math.ceil(width / 2) * Math.ceil(height / 2);
}

function listExtremeSounds(): readonly Sound[] {
  const create = (channels: number, length: number, value: (at: number) => number): Sound => ({ sampleRate: 48_000, channels, samples: Int16Array.from({ length: length * channels }, (_, at) => value(at)), timestamp: 0 });
  return [1, 2].flatMap((channels) => [create(channels, 480, () => 0), create(channels, 480, (at) => (at % 2 === 0 ? 32_767 : -32_768)), create(channels, 480, () => -32_768), create(channels, 1, () => 1), create(channels, 480, () => 0)]);
}

function listExtremePictures(): readonly Picture[] {
  return FORMATS.flatMap((format) => [[1, 1], [33, 1], [64, 64]].flatMap(([width = 1, height = 1]) => [0, 255].map((value) => ({ width, height, format, data: new Uint8Array(sizeOf(format, width, height)).fill(value), timestamp: 0 }))));
}

import { describe, expect, test } from 'vitest';
import { createMediaPipeline } from '../../../../src/host/extension-points/media-pipeline.ts';
import type { Picture, Sound } from '../../../../src/host/extension-points/media-frames.ts';
import { PlexiError, createDiagnostic } from '../../../../src/core/diagnostics/plexi-error.ts';
import { createVirtualClock } from '../../../../src/host/virtual-clock.ts';
import { fakeExtensions, type FakePlugin } from './fake-extensions.ts';

type Hook = (frame: Readonly<Record<string, unknown>> & { readonly samples: Uint8Array; readonly data: Uint8Array }) => unknown;

const audio = (processAudio: Hook): FakePlugin => ({ contributions: { media: { audio: {} } }, hooks: { processAudio: processAudio } });
const video = (processVideo: Hook): FakePlugin => ({ contributions: { media: { video: {} } }, hooks: { processVideo: processVideo } });
const SOUND: Sound = { timestamp: 20, sampleRate: 48_000, channels: 2, samples: Int16Array.of(1, -1, 300, -300) };
const PICTURE: Picture = { timestamp: 40, width: 2, height: 1, format: 'rgba', data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) };
const SOURCE = { callId: 'call-1', streamId: 'stream-1', userId: 'ada' };

function open(plugins: Readonly<Record<string, FakePlugin>>) {
  const extensions = fakeExtensions(plugins);
  const problems: string[] = [];
  const pipeline = createMediaPipeline({ extensions, clock: createVirtualClock(0), onDiagnostic: (plugin, { code }) => void problems.push(`${plugin} ${code}`) });
  return { extensions, problems, audio: pipeline.openAudio(SOURCE), video: pipeline.openVideo(SOURCE) };
}

const add = (byte: number): Hook => (frame) => ({ ...frame, samples: frame.samples.map((each) => each + byte) });

describe('createMediaPipeline', () => {
  test('tells processors where a frame belongs, and counts them', async () => {
    const { extensions, audio: stream } = open({ deaf: audio(() => null) });
    await stream.process(SOUND);
    await stream.process(SOUND);
    expect(extensions.calls.map(({ args }) => args)).toMatchObject([0, 1].map((sequence) => [{ ...SOURCE, sequence, timestamp: 20, sampleRate: 48_000, channels: 2 }]));
  });

  test('takes a frame through every processor in order, and pictures to others than sound', async () => {
    const { extensions, audio: sound, video: pictures } = open({ first: audio(add(1)), second: audio(add(2)), third: video((frame) => ({ ...frame, data: frame.data.toReversed() })) });
    expect([...new Uint8Array((await sound.process(SOUND)).samples.buffer)]).toEqual([...new Uint8Array(SOUND.samples.buffer)].map((byte) => (byte + 3) % 256));
    expect([...(await pictures.process(PICTURE)).data]).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
    expect(extensions.calls.map(({ target }) => target)).toEqual(['first.processAudio', 'second.processAudio', 'third.processVideo']);
  });

  const BROKEN: readonly (readonly [string, Hook])[] = [
    ['fewer samples', (frame) => ({ ...frame, samples: frame.samples.subarray(2) })],
    ['another rate', (frame) => ({ ...frame, sampleRate: 44_100 })],
    ['other channels', (frame) => ({ ...frame, channels: 1 })],
    ['no bytes', (frame) => ({ ...frame, samples: [1, 2, 3, 4] })],
    ['no frame', () => 'sound'],
  ];

  for (const [what, hook] of BROKEN) {
    test(`passes by a processor that returns ${what}, and goes on to the next`, async () => {
      const { problems, audio: stream } = open({ bad: audio(hook), good: audio(add(0)) });
      expect(await stream.process(SOUND)).toEqual(SOUND);
      expect(problems).toEqual(['bad PLX4301']);
    });
  }

  for (const changes of [{ width: 1 }, { height: 2 }, { format: 'i420' }, { data: new Uint8Array(7) }]) {
    test(`passes by a processor that returns a picture with another ${Object.keys(changes).join()}`, async () => {
      const { problems, video: stream } = open({ bad: video((frame) => ({ ...frame, ...changes })) });
      expect(await stream.process(PICTURE)).toEqual(PICTURE);
      expect(problems).toEqual(['bad PLX4301']);
    });
  }

  test('leaves a processor out after three failures in a row, with PLX4311, and asks it again in the next stream', async () => {
    const { extensions, problems, audio: first, video: second } = open({ bad: { contributions: { media: { audio: {}, video: {} } }, hooks: { processAudio: () => 1, processVideo: () => null } } });
    for (let at = 0; at < 5; at++) await first.process(SOUND);
    await second.process(PICTURE);
    expect(problems).toEqual(['bad PLX4301', 'bad PLX4311']);
    expect(extensions.calls.map(({ target }) => target)).toEqual([...Array<string>(3).fill('bad.processAudio'), 'bad.processVideo']);
  });

  test('forgives failures between which a frame went well', async () => {
    let count = 0;
    const { extensions, audio: stream } = open({ moody: audio(() => ((count += 1) % 3 === 0 ? null : 1)) });
    for (let at = 0; at < 9; at++) await stream.process(SOUND);
    expect(extensions.calls).toHaveLength(9);
  });

  test('says nothing of a plugin that goes while a frame is on its way', async () => {
    const { problems, audio: stream } = open({ gone: audio(() => { throw new PlexiError([createDiagnostic('PLX4113', { plugin: 'gone' })]); }) });
    expect(await stream.process(SOUND)).toEqual(SOUND);
    expect(problems).toEqual([]);
  });
});

import { join } from 'node:path';
import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { QuickJS } from 'quickjs-wasi';
import { bundlePlugin } from '../src/bundler/bundle-plugin.ts';
import { listEntryPoints } from '../src/core/manifest/entry-points.ts';
import type { Manifest } from '../src/core/manifest/schema.ts';
import { createPluginManager } from '../src/host/create-plugin-manager.ts';
import { createMediaPipeline, type MediaPipeline } from '../src/host/extension-points/media-pipeline.ts';
import type { PluginSource } from '../src/host/plugin-source.ts';
import { DEFAULT_LIMITS } from '../src/core/limits/plugin-limits.ts';
import { compileQuickJs } from '../src/sandbox/compile-quickjs.ts';
import { readQuickJs } from '../src/sandbox/read-quickjs.ts';
import type { Bench, Row } from './row.ts';
import { inFolder, ROOT } from './tools.ts';

const STREAMS = 20;
const FRAME_MS = 20;
const SECONDS = 5;
const PICTURES = 30;
const GOAL_MS = 10;
const KERNEL_GOAL_MS = 5;
// Between enabling a plugin and the first call: V8 compiles the interpreter meanwhile.
const QUIET_MS = 1_000;

const LOOP = 'for (let at = 0; at < samples.length; at++) samples[at] = (samples[at] ?? 0) >> 1;';

const RAISE = 'for (let at = 0; at < bytes.length; at++) bytes[at] = Math.min(255, (bytes[at] ?? 0) + 24);';

// Touches every sample and every byte: what an effect has to do at least.
const EFFECT = `
import { MediaProcessor, type AudioFrame, type VideoFrame } from 'plexi-plugin/sdk';
export default class Effect extends MediaProcessor {
  override processAudio(frame: AudioFrame): AudioFrame | undefined {
    if (frame.userId === 'deaf') return undefined;
    const { samples } = frame;
    if (this.raise(frame.userId, new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength))) return frame;
    ${LOOP}
    return frame;
  }
  override processVideo(frame: VideoFrame): VideoFrame {
    if (!this.raise(frame.userId, frame.data)) frame.data.fill(128, 0, 1000);
    return frame;
  }
  raise(by: string | undefined, bytes: Uint8Array): boolean {
    if (by === 'kernel') this.kernels.get('brighten').run('brighten', bytes, 24);
    else if (by === 'interpreter') ${RAISE}
    return by === 'kernel' || by === 'interpreter';
  }
}`;

/** How late the sound of calls is, and what a picture takes. */
export const media: Bench = {
  name: 'media',
  async run() {
    const source = await bundle();
    return withPipeline(source, async (pipeline) => [
      await measureSound(pipeline, 'halved by a plugin', 'ada', `its loop ${String(STREAMS)} times in QuickJS and nothing else: ${await measureLoop()} ms`),
      await measureSound(pipeline, 'changed by the kernel of a plugin', 'kernel'),
      await measureSound(pipeline, 'heard by a plugin', 'deaf'),
      await measurePictures(pipeline),
      await compareWithKernel('the sound of 20 ms', (userId) => {
        const stream = pipeline.openAudio({ callId: 'call', streamId: `voice of ${userId}`, userId });
        return async () => (await stream.process({ timestamp: 0, sampleRate: 48_000, channels: 1, samples: new Int16Array(960) })).samples[0] !== 0;
      }),
      await compareWithKernel('a picture of 1280×720', (userId) => {
        const stream = pipeline.openVideo({ callId: 'call', streamId: `camera of ${userId}`, userId });
        return async () => (await stream.process({ timestamp: 0, width: 1280, height: 720, format: 'i420', data: new Uint8Array((1280 * 720 * 3) / 2) })).data[0] !== 0;
      }),
    ]);
  },
};

// A source that does not wait: frames come by the clock, whatever became of those before them.
async function measureSound(pipeline: MediaPipeline, what: string, userId: string, reference = ''): Promise<Row> {
  const streams = Array.from({ length: STREAMS }, (_, number) => pipeline.openAudio({ callId: 'call', streamId: `stream-${String(number)}`, userId }));
  const delays: number[] = [];
  const frames: Promise<void>[] = [];
  const begin = performance.now();
  for (let at = 0; at < (SECONDS * 1000) / FRAME_MS; at++) {
    const due = begin + at * FRAME_MS;
    await setTimeout(Math.max(0, due - performance.now()));
    for (const stream of streams) {
      const since = performance.now();
      const sound = { timestamp: at * FRAME_MS, sampleRate: 48_000, channels: 1, samples: new Int16Array(960).fill(at) };
      frames.push(stream.process(sound).then(() => void delays.push(performance.now() - since)));
    }
  }
  await Promise.all(frames);
  const late = streams.reduce((sum, { counts }) => sum + counts.late, 0);
  const p99 = quantile(delays, 0.99);
  return {
    what: `media: ${String(STREAMS)} streams of sound, ${what}`,
    figures: `p50 ${quantile(delays, 0.5).toFixed(1)} ms, p99 ${p99.toFixed(1)} ms; ${String(late)} of ${String(delays.length)} passed on as they were`,
    reference,
    ratio: '',
    goal: `p99 ≤ ${String(GOAL_MS)} ms, none passed on`,
    met: p99 <= GOAL_MS && late === 0,
  };
}

async function measurePictures(pipeline: MediaPipeline): Promise<Row> {
  const [width, height] = [1280, 720];
  const stream = pipeline.openVideo({ callId: 'call', streamId: 'camera' });
  const times: number[] = [];
  for (let at = 0; at < PICTURES; at++) {
    const since = performance.now();
    await stream.process({ timestamp: at * 33, width, height, format: 'i420', data: new Uint8Array((width * height * 3) / 2) });
    times.push(performance.now() - since);
  }
  const { processed, late } = stream.counts;
  return {
    what: `media: a picture of ${String(width)}×${String(height)}, one after another`,
    figures: `${quantile(times, 0.5).toFixed(0)} ms each; ${String(processed)} of ${String(processed + late)} in time`,
    reference: '',
    ratio: '',
    goal: '',
  };
}

// The same change of every byte, one frame after another: by a kernel, and by the loop that it stands for. All that a frame takes is in it, from the host and back.
async function compareWithKernel(what: string, open: (userId: string) => () => Promise<boolean>): Promise<Row> {
  const measure = async (userId: string, rounds: number): Promise<number> => {
    const process = open(userId);
    const times: number[] = [];
    for (let at = 0; at < rounds; at++) {
      const since = performance.now();
      // One that took too long comes back as it was.
      if (await process()) times.push(performance.now() - since);
    }
    return quantile(times, 0.5);
  };
  const kernel = await measure('kernel', PICTURES * 5);
  const interpreter = await measure('interpreter', PICTURES / 3);
  return {
    what: `media: ${what}, every byte changed by a kernel`,
    figures: `${kernel.toFixed(2)} ms each`,
    reference: `in QuickJS: ${interpreter.toFixed(2)} ms`,
    ratio: `${(kernel / interpreter).toFixed(3)}×`,
    goal: `≤ ${String(KERNEL_GOAL_MS)} ms`,
    met: kernel <= KERNEL_GOAL_MS,
  };
}

// Frames of twenty streams come at once: the last of them cannot be done before the interpreter has gone through all.
async function measureLoop(): Promise<string> {
  const { main, extensions } = await compileQuickJs(await readQuickJs(), DEFAULT_LIMITS.memoryBytes);
  const vm = await QuickJS.create({ wasm: main, extensions: [...extensions] });
  const work = vm.evalCode(`const samples = new Int16Array(960); () => { for (let stream = 0; stream < ${String(STREAMS)}; stream++) ${LOOP} }`);
  const times: number[] = [];
  for (let at = 0; at < (2 * SECONDS * 1000) / FRAME_MS; at++) {
    const since = performance.now();
    vm.callFunction(work, vm.undefined).dispose();
    times.push(performance.now() - since);
    await setTimeout(1);
  }
  return quantile(times, 0.5).toFixed(1);
}

async function bundle(): Promise<PluginSource> {
  const manifest: Manifest = { name: 'effect', version: '1.0.0', description: 'Changes sound.', author: 'Alice', type: 'media-processor', entry_point: 'index.ts', permissions: ['calls.media'], kernels: [{ name: 'brighten', path: 'brighten.wasm' }] };
  const kernel = await readFile(join(ROOT, 'templates', 'kernel', 'kernels', 'brighten.wasm'));
  return inFolder(async (directory) => {
    await writeFile(join(directory, 'index.ts'), EFFECT);
    const { code } = await bundlePlugin({ directory, entries: listEntryPoints(manifest), toolRoot: ROOT });
    return { manifest, code, kernels: { brighten: kernel } };
  });
}

async function withPipeline<Result>(source: PluginSource, use: (pipeline: MediaPipeline) => Promise<Result>): Promise<Result> {
  // Twenty streams may need more than half a processor, and a picture in the interpreter longer than a plugin may take.
  const manager = createPluginManager({ limits: { cpuMsPerCall: 5_000, cpuMsPerSecond: 1_000 } });
  try {
    await manager.loadPlugin(source, { grants: 'all' });
    await manager.enablePlugin('effect');
    await setTimeout(QUIET_MS);
    return await use(createMediaPipeline({ extensions: manager.extensions, clock: manager.clock, latestMs: 10_000, longestQueue: 500 }));
  } finally {
    await manager.close();
  }
}

function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;
}

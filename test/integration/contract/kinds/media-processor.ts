import { inClass, type BrokenKind } from './broken-plugin.ts';

const media = (body: string): string => inClass('MediaProcessor', body);
const SHAPE = 'keeps count, order and shape of frames over 20 streams';

export const brokenMediaProcessors: BrokenKind = {
  kind: 'media-processor',
  code: 'PLX4322',
  manifest: { permissions: ['calls.media', 'calls.read'] },
  plugins: [
    { what: 'does nothing with calls', code: media('onLoad() {}'), check: 'hears or changes what happens in calls', reason: 'neither "processAudio"' },
    { what: 'drops a sample', code: media('processAudio(frame: any) { return { ...frame, samples: frame.samples.slice(1) }; }'), check: SHAPE, reason: '.samples must stay' },
    { what: 'changes the rate', code: media('processAudio(frame: any) { return { ...frame, sampleRate: 16_000 }; }'), check: SHAPE, reason: '.sampleRate must stay' },
    { what: 'takes two channels for granted', code: media(`processAudio(frame: any) {\n  const right = frame.channels === 2 ? [1] : undefined;\n  return { ...frame, volume: right!.length };\n}`), check: SHAPE, reason: 'cannot read property' },
    { what: 'turns pictures round', code: media('processVideo(frame: any) { return { ...frame, width: frame.height, height: frame.width }; }'), check: SHAPE, reason: '.width must stay' },
    { what: 'makes every picture an RGBA one', code: media(`processVideo(frame: any) { return { ...frame, format: 'rgba', data: new Uint8Array(frame.width * frame.height * 4) }; }`), check: SHAPE, reason: '.format must stay' },
    { what: 'fails at silence', code: media(`processAudio(frame: any) {\n  const loudest = frame.samples.reduce((most: number, sample: number) => Math.max(most, Math.abs(sample)), 0);\n  new Array(loudest - 1);\n  return frame;\n}`), check: 'takes silence, noise and extremes', reason: 'invalid array length' },
    { what: 'has one memory for all voices', code: media(`gain = 1;\nprocessAudio(frame: any) {\n  for (let at = 0; at < frame.samples.length; at++) frame.samples[at] = Math.round(frame.samples[at] * this.gain);\n  this.gain *= 0.9;\n  return frame;\n}`), check: 'keeps streams apart', reason: 'a stream sounds different when there are others' },
    { what: 'has not seen every stream begin', code: media(`known = new Map<string, number[]>();\nonStreamEnded({ stream }: any) { this.known.get(stream.id)!.push(1); }`), check: 'hears calls and streams begin and end', reason: 'cannot read property' },
  ],
};

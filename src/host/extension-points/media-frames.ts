import type { AudioFrame, MediaFrame, VideoFrame } from '../../../sdk/kinds/media-processor.ts';
import type { PluginArgument, PluginResult } from '../boundary.ts';
import { defineContributionType } from './contribution.ts';
import { readResult, type ResultSource } from './read-result.ts';
import { object, type Shape } from './shape.ts';

/** What a media processor contributes: that it changes sound, or pictures. */
export const mediaType = defineContributionType({ type: 'media', name: /^(?:audio|video)$/, options: object({}) });

/** Sound, as hosts hand it in and get it back: the stream knows the rest. */
export type Sound = Omit<AudioFrame, Exclude<keyof MediaFrame, 'timestamp'>>;

/** A picture, as hosts hand it in and get it back: the stream knows the rest. */
export type Picture = Omit<VideoFrame, Exclude<keyof MediaFrame, 'timestamp'>>;

/** How frames of one kind cross to plugins and back. */
export interface FrameKind<Frame> {
  readonly name: 'audio' | 'video';
  readonly hook: 'processAudio' | 'processVideo';
  write(frame: Frame): { readonly [field: string]: PluginArgument };
  /** @throws {@link PlexiError} `PLX4301` when the frame has lost its shape. */
  read(result: PluginResult, frame: Frame, source: ResultSource): Frame;
}

/** Frames of sound. */
export const SOUND: FrameKind<Sound> = {
  name: 'audio',
  hook: 'processAudio',
  write: ({ samples, ...rest }) => ({ ...rest, samples: new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength) }),
  read(result, frame, source) {
    const shape = object({ sampleRate: same(frame.sampleRate), channels: same(frame.channels), samples: bytes(frame.samples.byteLength) });
    const { samples } = readResult(shape, result, source);
    return { ...frame, samples: new Int16Array(samples.buffer, samples.byteOffset, frame.samples.length) };
  },
};

/** Frames with a picture. */
export const PICTURE: FrameKind<Picture> = {
  name: 'video',
  hook: 'processVideo',
  write: (frame) => ({ ...frame }),
  read(result, frame, source) {
    const shape = object({ width: same(frame.width), height: same(frame.height), format: same(frame.format), data: bytes(frame.data.byteLength) });
    return { ...frame, data: readResult(shape, result, source).data };
  },
};

function same<Value extends string | number>(expected: Value): Shape<Value> {
  return (value, { path, refuse }) => (value === expected ? expected : refuse(`${path} must stay ${String(expected)}`));
}

function bytes(length: number): Shape<Uint8Array> {
  return (value, { path, refuse }) => (value instanceof Uint8Array && value.byteLength === length ? value : refuse(`${path} must stay ${String(length)} bytes`));
}

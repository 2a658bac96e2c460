import type { CallEvent, CallHooks, ParticipantEvent, StreamEvent } from '../call-events.ts';
import { defineEntry, type HookFunctions, type LifecycleFunctions, type PluginClass } from '../define-entry.ts';
import type { Hook, Kind } from '../kind.ts';
import { Plugin, type Awaitable } from '../plugin.ts';

/** What audio and video frames have in common. */
export interface MediaFrame {
  readonly callId: string;
  readonly streamId: string;
  /** Whose sound or picture it is; absent for what is played to all. */
  readonly userId?: string;
  /** Counts the frames of a stream, from 0. */
  readonly sequence: number;
  /** Milliseconds since the stream began. */
  readonly timestamp: number;
}

/** A few milliseconds of sound. */
export interface AudioFrame extends MediaFrame {
  /** Samples per second of one channel, for example 48000. */
  readonly sampleRate: number;
  /** 1 for mono, 2 for stereo. */
  readonly channels: number;
  /** From -32768 to 32767; those of stereo take turns: left, right, left, right. May be changed in place. */
  readonly samples: Int16Array;
}

/** How the picture of a frame is laid out in its bytes. */
export type VideoFormat = 'i420' | 'nv12' | 'rgba';

/** One picture. */
export interface VideoFrame extends MediaFrame {
  readonly width: number;
  readonly height: number;
  /** `i420`: brightness, then both colours at half the size; `nv12`: the same, colours mixed; `rgba`: four bytes a pixel. */
  readonly format: VideoFormat;
  /** May be changed in place. */
  readonly data: Uint8Array;
}

/** The hooks of a media processor. */
export interface MediaHooks extends CallHooks {
  /** See {@link MediaProcessor.processAudio}. */
  processAudio(frame: AudioFrame): Awaitable<AudioFrame | undefined>;
  /** See {@link MediaProcessor.processVideo}. */
  processVideo(frame: VideoFrame): Awaitable<VideoFrame | undefined>;
}

const KIND = {
  name: 'media-processor',
  hooks: ['processAudio', 'processVideo', 'onCallStarted', 'onCallEnded', 'onParticipantJoined', 'onParticipantLeft', 'onStreamStarted', 'onStreamEnded'] satisfies readonly (keyof MediaHooks)[],
  contributions(plugin: Plugin & Partial<MediaHooks>) {
    const named = [plugin.processAudio && 'audio', plugin.processVideo && 'video'];
    return named.flatMap((name) => (name === undefined ? [] : { type: 'media', name, options: {} }));
  },
  adaptHook: (name, run) => (name === 'processAudio' ? withSamples(run) : undefined),
} as const satisfies Kind;

// Bytes are all that crosses: samples are a view of them.
function withSamples(run: Hook): Hook {
  return async (frame) => {
    const { samples: bytes, ...rest } = frame as Omit<AudioFrame, 'samples'> & { readonly samples: Uint8Array };
    const samples = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / Int16Array.BYTES_PER_ELEMENT);
    // Loops ask for it at every sample: the getter of all typed arrays takes a third of the time of such a loop.
    Object.defineProperty(samples, 'length', { value: samples.length });
    const result = (await run({ ...rest, samples })) as AudioFrame | undefined;
    if (!(result?.samples instanceof Int16Array)) return result;
    const { buffer, byteOffset, byteLength } = result.samples;
    return { ...result, samples: new Uint8Array(buffer, byteOffset, byteLength) };
  };
}

/**
 * A plugin that changes the sound and the pictures of calls, or hears of what happens in them.
 *
 * `processAudio` and `processVideo` need the permission `calls.media`; the hooks about calls need `calls.read`. Frames of
 * one stream arrive one after another, in order. A frame whose turn comes too late, or whose processor fails, is
 * passed on as it was: sound goes on whatever a plugin does.
 *
 * @example
 * ```ts
 * import { MediaProcessor, type AudioFrame } from 'plexi-plugin/sdk';
 *
 * export default class Louder extends MediaProcessor {
 *   override processAudio(frame: AudioFrame): AudioFrame {
 *     const { samples } = frame;
 *     for (let at = 0; at < samples.length; at++) samples[at] = Math.max(-32768, Math.min(32767, (samples[at] ?? 0) * 2));
 *     return frame;
 *   }
 * }
 * ```
 */
export abstract class MediaProcessor extends Plugin {
  static readonly kind: Kind = KIND;

  /**
   * Changes some milliseconds of sound.
   *
   * @param frame - The sound. Its samples may be changed in place.
   * @returns A frame with as many samples, of the same rate and channels; nothing to leave the sound as it was.
   */
  processAudio?(frame: AudioFrame): Awaitable<AudioFrame | undefined>;
  /**
   * Changes one picture.
   *
   * @param frame - The picture. Its data may be changed in place.
   * @returns A frame of the same size and format; nothing to leave the picture as it was.
   */
  processVideo?(frame: VideoFrame): Awaitable<VideoFrame | undefined>;
  /**
   * Runs when a call has begun.
   *
   * @param event - The call.
   */
  onCallStarted?(event: CallEvent<'call.started'>): Awaitable<void>;
  /**
   * Runs when a call is over.
   *
   * @param event - The call.
   */
  onCallEnded?(event: CallEvent<'call.ended'>): Awaitable<void>;
  /**
   * Runs when somebody has come into a call.
   *
   * @param event - Who, and which call.
   */
  onParticipantJoined?(event: ParticipantEvent<'participant.joined'>): Awaitable<void>;
  /**
   * Runs when somebody has left a call, or was removed by another than this plugin.
   *
   * @param event - Who, and which call.
   */
  onParticipantLeft?(event: ParticipantEvent<'participant.left'>): Awaitable<void>;
  /**
   * Runs when somebody begins to speak or to show something, or something is played by another than this plugin.
   *
   * @param event - The stream, and its call.
   */
  onStreamStarted?(event: StreamEvent<'stream.started'>): Awaitable<void>;
  /**
   * Runs when a stream is over: what was kept for it can go.
   *
   * @param event - The stream, and its call.
   */
  onStreamEnded?(event: StreamEvent<'stream.ended'>): Awaitable<void>;
}

/** The hooks of a media processor, as functions. */
export type MediaProcessorDefinition = HookFunctions<MediaHooks> & LifecycleFunctions;

/**
 * Makes a media processor from functions: the same as a class that extends {@link MediaProcessor}, with the capabilities
 * as the last argument instead of as `this`.
 *
 * @param hooks - The hooks to implement.
 * @returns The class to export from the entry point.
 * @throws TypeError when a name is no hook of media processors, or a hook is no function.
 *
 * @example
 * ```ts
 * import { defineMediaProcessor } from 'plexi-plugin/sdk';
 *
 * export const Doorkeeper = defineMediaProcessor({
 *   async onParticipantJoined({ call, participant }, { calls }) {
 *     const inside = await calls.participants(call.id);
 *     if (inside.length > 50) await calls.kick(call.id, participant.userId);
 *   },
 * });
 * ```
 */
export function defineMediaProcessor(hooks: MediaProcessorDefinition): PluginClass {
  return defineEntry(MediaProcessor, hooks);
}

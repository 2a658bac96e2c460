import type { CallStream, Participant } from '../../sdk/capabilities/calls.ts';
import type { MediaPipeline, MediaSource } from '../host/extension-points/media-pipeline.ts';
import type { Picture, Sound } from '../host/extension-points/media-frames.ts';
import type { MediaStream } from '../host/extension-points/media-stream.ts';
import type { MemoryCalls, NewStream } from '../host/services/memory-calls.ts';

/** Calls in which nobody speaks but the test. What it does is over when the plugin has dealt with it. */
export interface TestMedia {
  /** @returns The call's id. */
  startCall(call?: { readonly id?: string; readonly channelId?: string }): Promise<string>;
  endCall(callId: string): Promise<void>;
  join(callId: string, userId: string): Promise<void>;
  leave(callId: string, userId: string): Promise<void>;
  /** @returns The stream's id. */
  startStream(stream: NewStream): Promise<string>;
  endStream(streamId: string): Promise<void>;
  participants(callId: string): Promise<readonly Participant[]>;
  streams(callId: string): Promise<readonly CallStream[]>;
  /** A stream of sound through the plugin; default: of `call-1`. */
  audio(source?: Partial<MediaSource>): MediaStream<Sound>;
  /** A stream of pictures through the plugin; default: of `call-1`. */
  video(source?: Partial<MediaSource>): MediaStream<Picture>;
}

/** Makes the calls of a test. @param during - Does something, and waits for the plugin. */
export function createTestMedia(calls: MemoryCalls, pipeline: MediaPipeline, during: (work: () => void) => Promise<unknown>): TestMedia {
  const complete = (source: Partial<MediaSource> = {}): MediaSource => ({ callId: 'call-1', streamId: 'stream-1', ...source });
  const create = async (work: () => { readonly id: string }): Promise<string> => {
    let id = '';
    await during(() => { ({ id } = work()); });
    return id;
  };
  const act = async (work: () => void): Promise<void> => {
    await during(work);
  };
  return {
    startCall: (call) => create(() => calls.startCall(call)),
    endCall: (callId) => act(() => { calls.endCall(callId); }),
    join: (callId, userId) => act(() => { calls.join(callId, userId); }),
    leave: (callId, userId) => act(() => { calls.leave(callId, userId); }),
    startStream: (stream) => create(() => calls.startStream(stream)),
    endStream: (streamId) => act(() => { calls.endStream(streamId); }),
    participants: (callId) => calls.participants(callId),
    streams: (callId) => calls.streams(callId),
    audio: (source) => pipeline.openAudio(complete(source)),
    video: (source) => pipeline.openVideo(complete(source)),
  };
}

import type { CallEvent, ParticipantEvent, StreamEvent } from '../../../sdk/call-events.ts';
import type { Call, CallStream, Participant } from '../../../sdk/capabilities/calls.ts';

/** Takes what happened in a call, and who did it where somebody in particular did. */
export type CallListener = (event: CallEvent | ParticipantEvent | StreamEvent, actorId?: string) => void;

/** The calls that plugins see. Refusals are {@link HostCallError}s: `NOT_FOUND`. */
export interface CallService {
  list(): Promise<readonly Call[]>;
  participants(callId: string): Promise<readonly Participant[]>;
  streams(callId: string): Promise<readonly CallStream[]>;
  kick(callId: string, userId: string, actorId: string): Promise<void>;
  mute(callId: string, userId: string, isMuted: boolean): Promise<void>;
  /** Plays something to everybody in a call. */
  play(callId: string, source: string, actorId: string): Promise<CallStream>;
  /** Stops what is played; refuses for streams of people. */
  stop(streamId: string, actorId: string): Promise<void>;
  /** @returns A function that ends it. */
  listen(listener: CallListener): () => void;
}

import type { Call, CallStream, Participant } from './capabilities/calls.ts';
import type { Awaitable } from './plugin.ts';

/** What happens to a call. */
export type CallEventType = 'call.started' | 'call.ended' | 'participant.joined' | 'participant.left' | 'stream.started' | 'stream.ended';

/** One thing that happened to one call. */
export interface CallEvent<Type extends CallEventType = CallEventType> {
  /** Unique; after a crash of the plugin an event may be delivered again, with the same id. */
  readonly id: string;
  readonly type: Type;
  /** When it happened: ISO 8601, UTC. */
  readonly timestamp: string;
  readonly call: Call;
}

/** Somebody came into a call, or left it. */
export interface ParticipantEvent<Type extends 'participant.joined' | 'participant.left' = 'participant.joined' | 'participant.left'> extends CallEvent<Type> {
  readonly participant: Participant;
}

/** Sound or pictures began in a call, or ended. */
export interface StreamEvent<Type extends 'stream.started' | 'stream.ended' = 'stream.started' | 'stream.ended'> extends CallEvent<Type> {
  readonly stream: CallStream;
}

/** The hooks by which a plugin hears of calls. */
export interface CallHooks {
  /** See {@link MediaProcessor.onCallStarted}. */
  onCallStarted(event: CallEvent<'call.started'>): Awaitable<void>;
  /** See {@link MediaProcessor.onCallEnded}. */
  onCallEnded(event: CallEvent<'call.ended'>): Awaitable<void>;
  /** See {@link MediaProcessor.onParticipantJoined}. */
  onParticipantJoined(event: ParticipantEvent<'participant.joined'>): Awaitable<void>;
  /** See {@link MediaProcessor.onParticipantLeft}. */
  onParticipantLeft(event: ParticipantEvent<'participant.left'>): Awaitable<void>;
  /** See {@link MediaProcessor.onStreamStarted}. */
  onStreamStarted(event: StreamEvent<'stream.started'>): Awaitable<void>;
  /** See {@link MediaProcessor.onStreamEnded}. */
  onStreamEnded(event: StreamEvent<'stream.ended'>): Awaitable<void>;
}

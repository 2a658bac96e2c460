import { randomUUID } from 'node:crypto';
import type { CallEvent, ParticipantEvent, StreamEvent } from '../../sdk/call-events.ts';
import type { Call, CallStream, Participant } from '../../sdk/capabilities/calls.ts';

const BEGAN = '2026-01-01T12:00:00.000Z';

/** What every event of a call may say; the rest is filled in. */
export interface CallParts {
  /** Id of the event. */
  readonly eventId?: string;
  /** When it happened; default: when the call began. */
  readonly timestamp?: string;
  /** Default: `call-1`, in no channel. */
  readonly call?: Partial<Call>;
}

/** The parts of an event of a call that a test cares about. */
export interface CallEventParts extends CallParts {
  /** Default: `call.started`. */
  readonly type?: 'call.started' | 'call.ended';
}

/** The parts of an event of somebody in a call. */
export interface ParticipantEventParts extends CallParts, Partial<Participant> {
  /** Default: `participant.joined`. */
  readonly type?: ParticipantEvent['type'];
}

/** The parts of an event of a stream in a call. */
export interface StreamEventParts extends CallParts, Partial<Omit<CallStream, 'callId'>> {
  /** Default: `stream.started`. */
  readonly type?: StreamEvent['type'];
}

/**
 * Makes an event as a plugin's `onCallStarted` gets it, or `onCallEnded` with `type`.
 *
 * @example
 * ```ts
 * createCallEvent({ call: { id: 'call-7', channelId: 'games' } });
 * ```
 */
export function createCallEvent({ type = 'call.started', ...parts }: CallEventParts = {}): CallEvent<'call.started' | 'call.ended'> {
  return { ...begin(parts), type };
}

/**
 * Makes an event as a plugin's `onParticipantJoined` gets it, or `onParticipantLeft` with `type`.
 *
 * @example
 * ```ts
 * createParticipantEvent({ type: 'participant.left', userId: 'bob' });
 * ```
 */
export function createParticipantEvent({ type = 'participant.joined', eventId, timestamp, call, ...fields }: ParticipantEventParts = {}): ParticipantEvent {
  const event = begin({ eventId, timestamp, call });
  return { ...event, type, participant: { userId: 'alice', joinedAt: event.timestamp, isMuted: false, ...fields } };
}

/**
 * Makes an event as a plugin's `onStreamStarted` gets it, or `onStreamEnded` with `type`.
 *
 * @example
 * ```ts
 * createStreamEvent({ kind: 'video', source: 'screen', userId: 'bob' });
 * ```
 */
export function createStreamEvent({ type = 'stream.started', eventId, timestamp, call, ...fields }: StreamEventParts = {}): StreamEvent {
  const event = begin({ eventId, timestamp, call });
  const stream = { id: `stream-${randomUUID()}`, callId: event.call.id, kind: 'audio', source: 'microphone', userId: 'alice', startedAt: event.timestamp, ...fields } as const;
  return { ...event, type, stream };
}

type Begun = Pick<CallEvent, 'id' | 'timestamp' | 'call'>;

function begin({ eventId, timestamp, call }: { readonly [Key in keyof CallParts]: CallParts[Key] | undefined }): Begun {
  const whole = { id: 'call-1', startedAt: BEGAN, ...call };
  return { id: eventId ?? `event-${randomUUID()}`, timestamp: timestamp ?? whole.startedAt, call: whole };
}

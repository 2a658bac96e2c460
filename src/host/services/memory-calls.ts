import type { CallEvent, CallEventType, ParticipantEvent, StreamEvent } from '../../../sdk/call-events.ts';
import type { Call, CallStream, Participant } from '../../../sdk/capabilities/calls.ts';
import { HostCallError } from '../../sandbox/engine.ts';
import type { Clock } from '../clock.ts';
import type { CallListener, CallService } from './calls.ts';

/** A stream to begin. */
export type NewStream = Pick<CallStream, 'callId' | 'kind' | 'source' | 'userId'>;

/** Calls that live as long as the host, and are led from outside: by the media server that knows what goes on. */
export interface MemoryCalls extends CallService {
  startCall(call?: { readonly id?: string; readonly channelId?: string }): Call;
  /** Ends its streams, and lets everybody leave, first. */
  endCall(callId: string): void;
  /** Does nothing when they are in it already. */
  join(callId: string, userId: string): void;
  /** Ends their streams first. */
  leave(callId: string, userId: string): void;
  startStream(stream: NewStream): CallStream;
  endStream(streamId: string): void;
}

interface CallState {
  readonly call: Call;
  readonly participants: Map<string, Participant>;
  readonly streams: Map<string, CallStream>;
}

/** Makes calls in memory: none at first. Ids are `call-1`, `stream-1` and so on, the same in every run. */
export function createMemoryCalls({ clock }: { readonly clock: Clock }): MemoryCalls {
  const states = new Map<string, CallState>();
  const listeners = new Set<CallListener>();
  const counts = { call: 0, stream: 0, event: 0 };
  const createId = (what: keyof typeof counts): string => `${what === 'event' ? 'call-event' : what}-${String((counts[what] += 1))}`;
  const now = (): string => new Date(clock.now()).toISOString();
  const find = (callId: string): CallState => states.get(callId) ?? refuse('call', callId);

  function tell(type: CallEventType, about: { readonly call: Call; readonly participant?: Participant; readonly stream?: CallStream }, actorId?: string): void {
    const event = { id: createId('event'), type, timestamp: now(), ...about } as CallEvent | ParticipantEvent | StreamEvent;
    for (const listener of listeners) listener(event, actorId);
  }

  function endStream({ call, streams }: CallState, stream: CallStream, actorId?: string): void {
    streams.delete(stream.id);
    tell('stream.ended', { call, stream }, actorId);
  }

  function leave(state: CallState, participant: Participant, actorId?: string): void {
    for (const stream of [...state.streams.values()]) if (stream.userId === participant.userId) endStream(state, stream, actorId);
    state.participants.delete(participant.userId);
    tell('participant.left', { call: state.call, participant }, actorId);
  }

  function findParticipant(callId: string, userId: string): { readonly state: CallState; readonly participant: Participant } {
    const state = find(callId);
    return { state, participant: state.participants.get(userId) ?? refuse('participant', userId) };
  }

  function startStream(given: NewStream, actorId?: string): CallStream {
    const state = find(given.callId);
    const stream: CallStream = { id: createId('stream'), ...given, startedAt: now() };
    state.streams.set(stream.id, stream);
    tell('stream.started', { call: state.call, stream }, actorId);
    return stream;
  }

  function findStream(streamId: string): { readonly state: CallState; readonly stream: CallStream } {
    for (const state of states.values()) {
      const stream = state.streams.get(streamId);
      if (stream !== undefined) return { state, stream };
    }
    return refuse('stream', streamId);
  }

  return {
    list: () => attempt(() => [...states.values()].map(({ call }) => call)),
    participants: (callId) => attempt(() => [...find(callId).participants.values()]),
    streams: (callId) => attempt(() => [...find(callId).streams.values()]),
    kick: (callId, userId, actorId) => attempt(() => {
      const { state, participant } = findParticipant(callId, userId);
      leave(state, participant, actorId);
    }),
    mute: (callId, userId, isMuted) => attempt(() => {
      const { state, participant } = findParticipant(callId, userId);
      state.participants.set(userId, { ...participant, isMuted });
    }),
    play: (callId, source, actorId) => attempt(() => startStream({ callId, kind: 'audio', source }, actorId)),
    stop: (streamId, actorId) => attempt(() => {
      const { state, stream } = findStream(streamId);
      if (stream.userId !== undefined) refuse('played stream', streamId);
      endStream(state, stream, actorId);
    }),
    listen(listener) {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
    startCall({ id = createId('call'), channelId } = {}) {
      const call = { id, ...(channelId !== undefined && { channelId }), startedAt: now() };
      states.set(id, { call, participants: new Map(), streams: new Map() });
      tell('call.started', { call });
      return call;
    },
    endCall(callId) {
      const state = find(callId);
      for (const stream of [...state.streams.values()]) endStream(state, stream);
      for (const participant of [...state.participants.values()]) leave(state, participant);
      states.delete(callId);
      tell('call.ended', { call: state.call });
    },
    join(callId, userId) {
      const { call, participants } = find(callId);
      if (participants.has(userId)) return;
      const participant = { userId, joinedAt: now(), isMuted: false };
      participants.set(userId, participant);
      tell('participant.joined', { call, participant });
    },
    leave(callId, userId) {
      const { state, participant } = findParticipant(callId, userId);
      leave(state, participant);
    },
    startStream: (stream) => startStream(stream),
    endStream(streamId) {
      const { state, stream } = findStream(streamId);
      endStream(state, stream);
    },
  };
}

// A refusal is a rejection, never an exception.
function attempt<Result>(work: () => Result): Promise<Result> {
  return new Promise((resolve) => { resolve(work()); });
}

function refuse(what: string, id: string): never {
  throw new HostCallError('NOT_FOUND', `there is no ${what} "${id}"`, { [what]: id });
}

import type { Call, CallStream, Participant } from '../../../sdk/capabilities/calls.ts';
import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { defineMethod } from './method.ts';
import { boolean, text } from './parse-params.ts';

const id = text({ max: 128 });

/** Looking into calls, and moderating them. */
export const callMethods = {
  'calls.list': defineMethod({}, async (_, { calls }) => (await calls.list()).map(callToJson)),
  'calls.participants': defineMethod({ callId: id }, async ({ callId }, { calls }) => (await calls.participants(callId)).map(participantToJson)),
  'calls.streams': defineMethod({ callId: id }, async ({ callId }, { calls }) => (await calls.streams(callId)).map(streamToJson)),
  'calls.kick': defineMethod({ callId: id, userId: id }, async ({ callId, userId }, { calls, actorId }) => {
    await calls.kick(callId, userId, actorId);
    return null;
  }),
  'calls.mute': defineMethod({ callId: id, userId: id, isMuted: boolean }, async ({ callId, userId, isMuted }, { calls }) => {
    await calls.mute(callId, userId, isMuted);
    return null;
  }),
  'calls.play': defineMethod({ callId: id, source: text({ max: 2_000 }) }, async ({ callId, source }, { calls, actorId }) =>
    streamToJson(await calls.play(callId, source, actorId))),
  'calls.stop': defineMethod({ streamId: id }, async ({ streamId }, { calls, actorId }) => {
    await calls.stop(streamId, actorId);
    return null;
  }),
};

// Field by field: what else a service keeps is not for plugins.
function callToJson({ id, channelId, startedAt }: Call): JsonValue {
  return { id, ...(channelId !== undefined && { channelId }), startedAt };
}

function participantToJson({ userId, joinedAt, isMuted }: Participant): JsonValue {
  return { userId, joinedAt, isMuted };
}

function streamToJson({ id, callId, kind, source, userId, startedAt }: CallStream): JsonValue {
  return { id, callId, kind, source, ...(userId !== undefined && { userId }), startedAt };
}

import type { Channel } from '../../../sdk/capabilities/channels.ts';
import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { defineMethod } from './method.ts';
import { boolean, list, optional, text } from './parse-params.ts';

const id = text({ max: 128 });
const name = text({ max: 100 });
const topic = text({ min: 0, max: 1_000 });

/** Reading and changing channels. */
export const channelMethods = {
  'channels.get': defineMethod({ channelId: id }, async ({ channelId }, { chat }) => {
    const channel = await chat.channels.get(channelId);
    return channel === undefined ? null : toJson(channel);
  }),
  'channels.list': defineMethod({ includeArchived: optional(boolean) }, async ({ includeArchived = false }, { chat }) =>
    (await chat.channels.list({ includeArchived })).map(toJson)),
  'channels.members': defineMethod({ channelId: id }, ({ channelId }, { chat }) => chat.channels.members(channelId)),
  'channels.create': defineMethod(
    { name, topic: optional(topic), memberIds: optional(list(id, { max: 100 })) },
    async ({ name, topic, memberIds }, { chat, actorId }) =>
      toJson(await chat.channels.create({ name, ...(topic !== undefined && { topic }), ...(memberIds && { memberIds }) }, actorId)),
  ),
  'channels.update': defineMethod(
    { channelId: id, name: optional(name), topic: optional(topic) },
    async ({ channelId, name, topic }, { chat, actorId }) =>
      toJson(await chat.channels.update(channelId, { ...(name !== undefined && { name }), ...(topic !== undefined && { topic }) }, actorId)),
  ),
  'channels.archive': defineMethod({ channelId: id }, async ({ channelId }, { chat, actorId }) => {
    await chat.channels.archive(channelId, actorId);
    return null;
  }),
  'channels.addMember': defineMethod({ channelId: id, userId: id }, ({ channelId, userId }, { chat, actorId }) =>
    chat.channels.addMember(channelId, userId, actorId)),
  'channels.removeMember': defineMethod({ channelId: id, userId: id }, ({ channelId, userId }, { chat, actorId }) =>
    chat.channels.removeMember(channelId, userId, actorId)),
};

// Field by field: what else a chat service keeps of its channels is not for plugins.
function toJson({ id, name, topic, isArchived }: Channel): JsonValue {
  return { id, name, ...(topic !== undefined && { topic }), ...(isArchived !== undefined && { isArchived }) };
}

import type { Message } from '../../../sdk/capabilities/messages.ts';
import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { defineMethod } from './method.ts';
import { integer, optional, text } from './parse-params.ts';

const id = text({ max: 128 });
const content = text({ max: 4_000 });

/** Reading and writing chat messages. */
export const messageMethods = {
  'messages.send': defineMethod({ channelId: id, content, replyTo: optional(id) }, async ({ channelId, content, replyTo }, { chat, actorId }) =>
    toJson(await chat.send({ channelId, content, authorId: actorId, ...(replyTo !== undefined && { replyTo }) }))),
  'messages.edit': defineMethod({ messageId: id, content }, async ({ messageId, content }, { chat, actorId }) =>
    toJson(await chat.edit(messageId, content, actorId))),
  'messages.delete': defineMethod({ messageId: id }, async ({ messageId }, { chat, actorId }) => {
    await chat.delete(messageId, actorId);
    return null;
  }),
  'messages.get': defineMethod({ messageId: id }, async ({ messageId }, { chat }) => {
    const message = await chat.get(messageId);
    return message === undefined ? null : toJson(message);
  }),
  'messages.list': defineMethod(
    { channelId: id, limit: optional(integer({ min: 1, max: 100 })), before: optional(id) },
    async ({ channelId, limit, before }, { chat }) => {
      const query = { channelId, ...(limit !== undefined && { limit }), ...(before !== undefined && { before }) };
      return (await chat.list(query)).map(toJson);
    },
  ),
};

// Field by field: what else a chat service keeps in its messages is not for plugins.
function toJson({ id, channelId, authorId, content, replyTo, createdAt, editedAt }: Message): JsonValue {
  return {
    id,
    channelId,
    authorId,
    content,
    ...(replyTo !== undefined && { replyTo }),
    createdAt,
    ...(editedAt !== undefined && { editedAt }),
  };
}

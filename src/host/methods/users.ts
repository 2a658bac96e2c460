import type { User, UserQuery } from '../../../sdk/capabilities/users.ts';
import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { refuseUnknown } from '../services/message-store.ts';
import { defineMethod } from './method.ts';
import { integer, optional, text } from './parse-params.ts';

const userId = text({ max: 128 });
const page = { limit: optional(integer({ min: 1, max: 100 })), after: optional(userId) };

/** Reading the profiles of people. */
export const userMethods = {
  'users.get': defineMethod({ userId }, async ({ userId }, { chat }) => {
    const user = await chat.users.get(userId);
    return user === undefined ? null : toJson(user);
  }),
  'users.list': defineMethod(page, async (query, { chat }) => (await chat.users.list(toQuery(query))).map(toJson)),
  'users.search': defineMethod({ text: text({ max: 100 }), ...page }, async ({ text, ...query }, { chat }) =>
    (await chat.users.list({ text, ...toQuery(query) })).map(toJson)),
  'users.me': defineMethod({}, async (_, { chat, actorId }) => toJson((await chat.users.get(actorId)) ?? refuseUnknown('user', actorId))),
};

function toQuery({ limit, after }: { readonly limit: number | undefined; readonly after: string | undefined }): UserQuery {
  return { ...(limit !== undefined && { limit }), ...(after !== undefined && { after }) };
}

// Field by field: what else a host knows of people is not for plugins.
function toJson({ id, name, avatarUrl, status, isPlugin }: User): JsonValue {
  return {
    id,
    name,
    ...(avatarUrl !== undefined && { avatarUrl }),
    ...(status !== undefined && { status }),
    ...(isPlugin !== undefined && { isPlugin }),
  };
}

import { HostCallError } from '../../sandbox/engine.ts';
import type { Security } from '../extension-points/security.ts';
import type { ChatService } from './chat.ts';

/** Makes a chat that asks security plugins before a message is written or changed. Refusals are `REFUSED`. */
export function createCheckedChat(chat: ChatService, security: Pick<Security, 'checkMessage'>): ChatService {
  async function check(message: Parameters<Security['checkMessage']>[0]): Promise<void> {
    const outcome = await security.checkMessage(message);
    if (!outcome.allow) throw new HostCallError('REFUSED', outcome.reason, { plugin: outcome.plugin });
  }
  return {
    users: chat.users,
    channels: chat.channels,
    delete: (messageId, actorId) => chat.delete(messageId, actorId),
    get: (messageId) => chat.get(messageId),
    list: (query) => chat.list(query),
    listen: (listener) => chat.listen(listener),
    async send(message) {
      await check(message);
      return chat.send(message);
    },
    async edit(messageId, content, actorId) {
      const message = await chat.get(messageId);
      if (message !== undefined) await check({ channelId: message.channelId, authorId: actorId, content });
      return chat.edit(messageId, content, actorId);
    },
  };
}

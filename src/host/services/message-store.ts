import type { Message, MessageQuery } from '../../../sdk/capabilities/messages.ts';
import { HostCallError } from '../../sandbox/engine.ts';

/** Messages in memory, oldest first; beyond the capacity the oldest are forgotten. */
export interface MessageStore {
  put(message: Message): void;
  remove(messageId: string): void;
  has(messageId: string): boolean;
  /** Refuses with `NOT_FOUND`. */
  find(messageId: string): Message;
  /** The newest messages of a channel; `before` refuses with `NOT_FOUND`. */
  list(query: MessageQuery): readonly Message[];
  all(): readonly Message[];
}

/** Makes an empty store. */
export function createMessageStore(capacity: number): MessageStore {
  const messages = new Map<string, Message>();
  const find = (id: string): Message => messages.get(id) ?? refuseUnknown('message', id);
  return {
    put(message) {
      messages.set(message.id, message);
      const [oldest] = messages.keys();
      if (messages.size > capacity && oldest !== undefined) messages.delete(oldest);
    },
    remove: (id) => void messages.delete(id),
    has: (id) => messages.has(id),
    find,
    list({ channelId, limit = 50, before }) {
      const inChannel = [...messages.values()].filter((message) => message.channelId === channelId);
      const end = before === undefined ? inChannel.length : inChannel.findIndex(({ id }) => id === before);
      return end < 0 ? refuseUnknown('message', before ?? '') : inChannel.slice(Math.max(0, end - limit), end);
    },
    all: () => [...messages.values()],
  };
}

/** Refuses what names a thing that does not exist. */
export function refuseUnknown(what: 'channel' | 'file' | 'message' | 'user', id: string): never {
  throw new HostCallError('NOT_FOUND', `there is no ${what} "${id}"`, { [what]: id });
}

import type { Channel } from '../../../sdk/capabilities/channels.ts';
import type { Message } from '../../../sdk/capabilities/messages.ts';
import type { User } from '../../../sdk/capabilities/users.ts';
import type { MessageEventType } from '../../../sdk/kinds/message-processor.ts';
import { HostCallError } from '../../sandbox/engine.ts';
import type { Clock } from '../clock.ts';
import { isPluginId, type ChatListener, type ChatService, type NewMessage } from './chat.ts';
import { attempt, createMemoryChannels, type MemoryChannels } from './memory-channels.ts';
import { createMemoryUsers, type MemoryUsers } from './memory-users.ts';
import { createMessageStore, refuseUnknown } from './message-store.ts';

/** A chat that lives as long as the host, and can be looked into. */
export interface MemoryChat extends ChatService {
  readonly channels: MemoryChannels;
  readonly users: MemoryUsers;
  /** Puts a message there as if it had always been there: nobody hears of it. */
  addMessage(message: Message): void;
  /** Every message of a channel, or of all channels, oldest first. */
  messages(channelId?: string): readonly Message[];
}

/** What a chat in memory begins with. */
export interface MemoryChatOptions {
  readonly clock: Clock;
  /** Default: one channel, `general`. */
  readonly channels?: readonly Channel[];
  readonly users?: readonly User[];
  /** Older messages are forgotten; default: 10,000 over all channels. */
  readonly capacity?: number;
}

const GENERAL: Channel = { id: 'general', name: 'General' };

/** Makes a chat in memory. Ids are `message-1`, `event-1` and so on, the same in every run. */
export function createMemoryChat({ clock, capacity = 10_000, ...given }: MemoryChatOptions): MemoryChat {
  const users = createMemoryUsers(given.users ?? []);
  const channels = createMemoryChannels(given.channels ?? [GENERAL], (id) => isPluginId(id) || users.has(id));
  const store = createMessageStore(capacity);
  const listeners = new Set<ChatListener>();
  const nextEvent = createCounter('event');
  const nextMessage = createCounter('message', (id) => store.has(id));
  const writeTime = (): string => new Date(clock.now()).toISOString();

  // Whoever writes is somebody, and is in the channel.
  function meet({ authorId, channelId }: Pick<Message, 'authorId' | 'channelId'>): void {
    if (!isPluginId(authorId) && !users.has(authorId)) users.add({ id: authorId, name: authorId });
    channels.join(channelId, authorId);
  }

  function tell(type: MessageEventType, message: Message, actorId: string): Message {
    const event = { id: nextEvent(), type, timestamp: writeTime(), message };
    for (const listener of listeners) listener(event, actorId);
    return message;
  }

  function send({ channelId, authorId, content, replyTo }: NewMessage): Message {
    channels.checkOpen(channelId);
    if (replyTo !== undefined && store.find(replyTo).channelId !== channelId) refuseUnknown('message', replyTo);
    const answered = replyTo === undefined ? {} : { replyTo };
    const message = { id: nextMessage(), channelId, authorId, content, ...answered, createdAt: writeTime() };
    store.put(message);
    meet(message);
    return tell(isPluginId(authorId) ? 'message.sent' : 'message.received', message, authorId);
  }

  function edit(messageId: string, content: string, actorId: string): Message {
    const message = store.find(messageId);
    if (message.authorId !== actorId) refuseAuthor(messageId, actorId);
    const edited = { ...message, content, editedAt: writeTime() };
    store.put(edited);
    return tell('message.edited', edited, actorId);
  }

  function remove(messageId: string, actorId: string): Message {
    const message = store.find(messageId);
    store.remove(messageId);
    return tell('message.deleted', message, actorId);
  }

  return {
    channels,
    users,
    addMessage(message) {
      store.put(message);
      meet(message);
    },
    messages: (channelId) => store.all().filter((message) => channelId === undefined || message.channelId === channelId),
    send: (message) => attempt(() => send(message)),
    edit: (messageId, content, actorId) => attempt(() => edit(messageId, content, actorId)),
    delete: (messageId, actorId) => attempt(() => remove(messageId, actorId)),
    get: (messageId) => attempt(() => (store.has(messageId) ? store.find(messageId) : undefined)),
    async list(query) {
      if ((await channels.get(query.channelId)) === undefined) refuseUnknown('channel', query.channelId);
      return store.list(query);
    },
    listen(listener) {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
  };
}

function createCounter(name: string, isTaken: (id: string) => boolean = () => false): () => string {
  let count = 0;
  return () => {
    do count += 1; while (isTaken(`${name}-${count}`));
    return `${name}-${count}`;
  };
}

function refuseAuthor(messageId: string, actorId: string): never {
  throw new HostCallError('NOT_AUTHOR', `message "${messageId}" is not by ${actorId}, and only its author may edit it`, { messageId });
}

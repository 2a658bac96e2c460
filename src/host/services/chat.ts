import type { Message, MessageQuery } from '../../../sdk/capabilities/messages.ts';
import type { MessageEvent } from '../../../sdk/kinds/message-processor.ts';
import type { ChannelService } from './channels.ts';
import type { UserService } from './users.ts';

/** A message to write. */
export interface NewMessage {
  readonly channelId: string;
  /** A user's id, or `plugin:` and the name of a plugin. */
  readonly authorId: string;
  readonly content: string;
  readonly replyTo?: string;
}

/** Takes what happened in a chat, and who did it. */
export type ChatListener = (event: MessageEvent, actorId: string) => void;

/** The chat that plugins see. Refusals are {@link HostCallError}s: `NOT_FOUND`, `NOT_AUTHOR`, `ARCHIVED`. */
export interface ChatService {
  readonly users: UserService;
  readonly channels: ChannelService;
  send(message: NewMessage): Promise<Message>;
  edit(messageId: string, content: string, actorId: string): Promise<Message>;
  delete(messageId: string, actorId: string): Promise<Message>;
  get(messageId: string): Promise<Message | undefined>;
  list(query: MessageQuery): Promise<readonly Message[]>;
  /** @returns A function that ends it. */
  listen(listener: ChatListener): () => void;
}

/** The id under which a plugin writes. */
export function pluginId(name: string): string {
  return `plugin:${name}`;
}

/** Whether an author is a plugin. */
export function isPluginId(id: string): boolean {
  return id.startsWith('plugin:');
}

import { callHost } from '../call-host.ts';

/** One chat message. */
export interface Message {
  /** Unique on the host. */
  readonly id: string;
  /** The channel it was written in. */
  readonly channelId: string;
  /** Who wrote it: a user's id, or `plugin:` and the name of a plugin. */
  readonly authorId: string;
  /** The text. */
  readonly content: string;
  /** The id of the message that this one answers. */
  readonly replyTo?: string;
  /** When it was written: ISO 8601, UTC. */
  readonly createdAt: string;
  /** When it was last edited: ISO 8601, UTC. */
  readonly editedAt?: string;
}

/** A message to send. */
export interface OutgoingMessage {
  /** The channel to write in. */
  readonly channelId: string;
  /** The text: 1 to 4,000 characters. */
  readonly content: string;
  /** The id of the message to answer; it must be in the same channel. */
  readonly replyTo?: string;
}

/** Which messages to list. */
export interface MessageQuery {
  /** The channel to read. */
  readonly channelId: string;
  /** How many at most: 1 to 100; default: 50. */
  readonly limit?: number;
  /** Only messages older than the one with this id. */
  readonly before?: string;
}

/**
 * Reads and writes chat messages.
 *
 * `get` and `list` need the permission `messages.read`; `send`, `reply`, `edit` and `delete` need `messages.write`.
 *
 * @example
 * ```ts
 * import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
 *
 * export default class Summary extends MessageProcessor {
 *   override async onMessageReceived({ message }: MessageEvent): Promise<void> {
 *     if (message.content !== '!summary') return;
 *     const recent = await this.messages.list({ channelId: message.channelId, limit: 20 });
 *     const answer = await this.messages.reply(message, `${recent.length} messages`);
 *     await this.messages.edit(answer.id, `${answer.content}, this one not counted`);
 *   }
 * }
 * ```
 */
export interface Messages {
  /**
   * Writes a message as the plugin.
   *
   * @param message - Where and what to write.
   * @returns The message as the host stored it.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `messages.write`.
   * @throws {@link HostError} `NOT_FOUND` when the channel or the answered message does not exist; `INVALID_ARGUMENT`.
   */
  send(message: OutgoingMessage): Promise<Message>;
  /**
   * Answers a message in its channel.
   *
   * @param to - The message to answer.
   * @param content - The text: 1 to 4,000 characters.
   * @returns The answer as the host stored it.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `messages.write`.
   * @throws {@link HostError} `NOT_FOUND` when the message is gone; `INVALID_ARGUMENT`.
   */
  reply(to: Pick<Message, 'id' | 'channelId'>, content: string): Promise<Message>;
  /**
   * Changes the text of a message that the plugin wrote.
   *
   * @param messageId - The message to change.
   * @param content - The new text: 1 to 4,000 characters.
   * @returns The message as it is now.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `messages.write`.
   * @throws {@link HostError} `NOT_FOUND`; `NOT_AUTHOR` when somebody else wrote it; `INVALID_ARGUMENT`.
   */
  edit(messageId: string, content: string): Promise<Message>;
  /**
   * Deletes a message, the plugin's own or anybody's.
   *
   * @param messageId - The message to delete.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `messages.write`.
   * @throws {@link HostError} `NOT_FOUND`; `INVALID_ARGUMENT`.
   */
  delete(messageId: string): Promise<void>;
  /**
   * Reads one message.
   *
   * @param messageId - The message to read.
   * @returns The message, or `undefined` when there is none with this id.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `messages.read`.
   * @throws {@link HostError} `INVALID_ARGUMENT`.
   */
  get(messageId: string): Promise<Message | undefined>;
  /**
   * Reads the newest messages of a channel.
   *
   * @param query - The channel, how many, and before which message.
   * @returns The messages, oldest first.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `messages.read`.
   * @throws {@link HostError} `NOT_FOUND` when the channel or the message in `before` does not exist; `INVALID_ARGUMENT`.
   */
  list(query: MessageQuery): Promise<readonly Message[]>;
}

/** The messages of the host that runs this plugin. */
export const messages: Messages = {
  send: async ({ channelId, content, replyTo }) => asMessage(await callHost('messages.send', { channelId, content, replyTo })),
  reply: async (to, content) =>
    asMessage(await callHost('messages.send', { channelId: to.channelId, content, replyTo: to.id })),
  edit: async (messageId, content) => asMessage(await callHost('messages.edit', { messageId, content })),
  delete: async (messageId) => {
    await callHost('messages.delete', { messageId });
  },
  async get(messageId) {
    const found = await callHost('messages.get', { messageId });
    return found === null ? undefined : asMessage(found);
  },
  list: async ({ channelId, limit, before }) =>
    (await callHost('messages.list', { channelId, limit, before })) as unknown as readonly Message[],
};

// What comes from the host is trusted: the host has checked it, and whoever controls the host controls the plugin.
function asMessage(json: unknown): Message {
  return json as Message;
}

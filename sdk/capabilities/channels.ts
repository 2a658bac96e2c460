import { callHost } from '../call-host.ts';
import type { BoundaryValue } from '../runtime-interface.ts';

/** A place where messages are written. */
export interface Channel {
  /** Unique on the host. */
  readonly id: string;
  /** The name that people see. */
  readonly name: string;
  /** What it is about. */
  readonly topic?: string;
  /** Whether nobody can write in it any more. */
  readonly isArchived?: boolean;
}

/** A channel to make. */
export interface NewChannel {
  /** 1 to 100 characters. */
  readonly name: string;
  /** Up to 1,000 characters. */
  readonly topic?: string;
  /** Who is in it besides the plugin: the ids of up to 100 users. */
  readonly memberIds?: readonly string[];
}

/** What to change about a channel; what is not named stays. */
export type ChannelChanges = Partial<Pick<NewChannel, 'name' | 'topic'>>;

/** Which channels to list. */
export interface ChannelQuery {
  /** Whether archived channels are among them; default: no. */
  readonly includeArchived?: boolean;
}

/**
 * Reads and changes channels.
 *
 * `get`, `list` and `members` need the permission `channels.read`; everything else needs `channels.write`.
 *
 * @example
 * ```ts
 * import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
 *
 * export default class Incidents extends MessageProcessor {
 *   override async onMessageReceived({ message }: MessageEvent): Promise<void> {
 *     const [, what] = /^!incident (.+)$/.exec(message.content) ?? [];
 *     if (what === undefined) return;
 *     const channel = await this.channels.create({ name: `incident ${what}`, topic: message.content, memberIds: [message.authorId] });
 *     await this.messages.send({ channelId: channel.id, content: `Let us mend ${what}.` });
 *   }
 * }
 * ```
 */
export interface Channels {
  /**
   * Reads one channel.
   *
   * @param channelId - The channel, for example that of a message.
   * @returns The channel, or `undefined` when there is no such channel.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `channels.read`.
   * @throws {@link HostError} `INVALID_ARGUMENT`.
   */
  get(channelId: string): Promise<Channel | undefined>;
  /**
   * Lists channels.
   *
   * @param query - Whether archived channels are among them.
   * @returns The channels, in the order in which they were made.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `channels.read`.
   * @throws {@link HostError} `INVALID_ARGUMENT`.
   */
  list(query?: ChannelQuery): Promise<readonly Channel[]>;
  /**
   * Lists who is in a channel.
   *
   * @param channelId - The channel.
   * @returns The ids of users and plugins, sorted.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `channels.read`.
   * @throws {@link HostError} `NOT_FOUND`; `INVALID_ARGUMENT`.
   */
  members(channelId: string): Promise<readonly string[]>;
  /**
   * Makes a channel. The plugin is in it.
   *
   * @param channel - Its name, topic and members.
   * @returns The channel as the host made it.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `channels.write`.
   * @throws {@link HostError} `NOT_FOUND` when a member does not exist; `QUOTA_EXCEEDED`; `INVALID_ARGUMENT`.
   */
  create(channel: NewChannel): Promise<Channel>;
  /**
   * Changes the name or the topic of a channel.
   *
   * @param channelId - The channel.
   * @param changes - Its new name, its new topic, or both.
   * @returns The channel as it is now.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `channels.write`.
   * @throws {@link HostError} `NOT_FOUND`; `ARCHIVED`; `INVALID_ARGUMENT`.
   */
  update(channelId: string, changes: ChannelChanges): Promise<Channel>;
  /**
   * Archives a channel: its messages stay, and nobody can write in it any more.
   *
   * @param channelId - The channel.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `channels.write`.
   * @throws {@link HostError} `NOT_FOUND`; `INVALID_ARGUMENT`.
   */
  archive(channelId: string): Promise<void>;
  /**
   * Puts a user into a channel.
   *
   * @param channelId - The channel.
   * @param userId - The user.
   * @returns Whether the user was not in it before.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `channels.write`.
   * @throws {@link HostError} `NOT_FOUND` when there is no such channel or user; `ARCHIVED`; `INVALID_ARGUMENT`.
   */
  addMember(channelId: string, userId: string): Promise<boolean>;
  /**
   * Takes a user out of a channel.
   *
   * @param channelId - The channel.
   * @param userId - The user.
   * @returns Whether the user was in it.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `channels.write`.
   * @throws {@link HostError} `NOT_FOUND` when there is no such channel; `ARCHIVED`; `INVALID_ARGUMENT`.
   */
  removeMember(channelId: string, userId: string): Promise<boolean>;
}

/** The channels of the host that runs this plugin. */
export const channels: Channels = {
  async get(channelId) {
    const found = await callHost('channels.get', { channelId });
    return found === null ? undefined : asChannel(found);
  },
  list: async ({ includeArchived } = {}) => (await callHost('channels.list', { includeArchived })) as unknown as readonly Channel[],
  members: async (channelId) => (await callHost('channels.members', { channelId })) as readonly string[],
  create: async ({ name, topic, memberIds }) => asChannel(await callHost('channels.create', { name, topic, memberIds })),
  update: async (channelId, { name, topic }) => asChannel(await callHost('channels.update', { channelId, name, topic })),
  async archive(channelId) {
    await callHost('channels.archive', { channelId });
  },
  addMember: async (channelId, userId) => (await callHost('channels.addMember', { channelId, userId })) === true,
  removeMember: async (channelId, userId) => (await callHost('channels.removeMember', { channelId, userId })) === true,
};

function asChannel(json: BoundaryValue): Channel {
  return json as unknown as Channel;
}

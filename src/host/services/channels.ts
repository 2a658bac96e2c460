import type { Channel, ChannelChanges, ChannelQuery, NewChannel } from '../../../sdk/capabilities/channels.ts';

/**
 * The channels of a chat. The actor is whoever does it: a user's id, or that of a plugin. Refusals are
 * {@link HostCallError}s: `NOT_FOUND`, `ARCHIVED`, `QUOTA_EXCEEDED`.
 */
export interface ChannelService {
  get(channelId: string): Promise<Channel | undefined>;
  list(query: ChannelQuery): Promise<readonly Channel[]>;
  /** The ids of who is in it, sorted. */
  members(channelId: string): Promise<readonly string[]>;
  create(channel: NewChannel, actorId: string): Promise<Channel>;
  update(channelId: string, changes: ChannelChanges, actorId: string): Promise<Channel>;
  archive(channelId: string, actorId: string): Promise<void>;
  /** @returns Whether the user was not in it before. */
  addMember(channelId: string, userId: string, actorId: string): Promise<boolean>;
  /** @returns Whether the user was in it. */
  removeMember(channelId: string, userId: string, actorId: string): Promise<boolean>;
}

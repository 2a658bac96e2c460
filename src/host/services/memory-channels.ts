import type { Channel } from '../../../sdk/capabilities/channels.ts';
import { HostCallError } from '../../sandbox/engine.ts';
import type { ChannelService } from './channels.ts';
import { refuseUnknown } from './message-store.ts';

/** Channels that live as long as the host, and can be looked at. */
export interface MemoryChannels extends ChannelService {
  readonly all: readonly Channel[];
  /** Adds a channel, or changes the one with this id; nobody is put into it. */
  add(channel: Channel): void;
  /** Makes sure that a message can be written. Refuses with `NOT_FOUND` or `ARCHIVED`. */
  checkOpen(channelId: string): void;
  /** Whoever writes in a channel is in it. */
  join(channelId: string, userId: string): void;
}

// A plugin that makes channels without end must not fill the memory of the host.
const MOST_CHANNELS = 1_000;

/** Makes a chat's channels. Ids of new ones are `channel-1` and so on, the same in every run. */
export function createMemoryChannels(channels: readonly Channel[], isUser: (id: string) => boolean): MemoryChannels {
  const byId = new Map(channels.map((channel) => [channel.id, channel]));
  const members = new Map<string, Set<string>>();
  let count = 0;

  function find(id: string): Channel {
    return byId.get(id) ?? refuseUnknown('channel', id);
  }

  function findOpen(id: string): Channel {
    const channel = find(id);
    if (channel.isArchived === true) throw new HostCallError('ARCHIVED', `channel "${id}" is archived`, { channel: id });
    return channel;
  }

  function listMembers(id: string): Set<string> {
    const found = members.get(id) ?? new Set();
    members.set(id, found);
    return found;
  }

  function checkUser(id: string): void {
    if (!isUser(id)) refuseUnknown('user', id);
  }

  function put(channel: Channel): Channel {
    byId.set(channel.id, channel);
    return channel;
  }

  function nextId(): string {
    do count += 1; while (byId.has(`channel-${count}`));
    return `channel-${count}`;
  }

  return {
    get all() {
      return [...byId.values()];
    },
    add: (channel) => void put(channel),
    checkOpen: (id) => void findOpen(id),
    join: (id, userId) => void listMembers(id).add(userId),
    get: (id) => Promise.resolve(byId.get(id)),
    list: ({ includeArchived = false }) => Promise.resolve([...byId.values()].filter(({ isArchived }) => includeArchived || isArchived !== true)),
    members: (id) => attempt(() => [...listMembers(find(id).id)].sort()),
    create: ({ name, topic, memberIds = [] }, actorId) => attempt(() => {
      memberIds.forEach(checkUser);
      if (byId.size >= MOST_CHANNELS) throw new HostCallError('QUOTA_EXCEEDED', `there are ${MOST_CHANNELS} channels already`, { quota: MOST_CHANNELS });
      const channel = put({ id: nextId(), name, ...(topic !== undefined && { topic }) });
      members.set(channel.id, new Set([...memberIds, actorId]));
      return channel;
    }),
    update: (id, changes) => attempt(() => put({ ...findOpen(id), ...changes })),
    archive: (id) => attempt(() => void put({ ...find(id), isArchived: true })),
    addMember: (id, userId) => attempt(() => {
      checkUser(userId);
      const inChannel = listMembers(findOpen(id).id);
      return !inChannel.has(userId) && inChannel.add(userId).has(userId);
    }),
    removeMember: (id, userId) => attempt(() => listMembers(findOpen(id).id).delete(userId)),
  };
}

/** Does something at once; a refusal is a rejection, never an exception. */
export function attempt<Result>(work: () => Result): Promise<Result> {
  return new Promise((resolve) => { resolve(work()); });
}

import { callHost } from '../call-host.ts';

/** A call: people who hear, and perhaps see, each other. */
export interface Call {
  /** Unique on the host. */
  readonly id: string;
  /** The channel it belongs to, where it belongs to one. */
  readonly channelId?: string;
  /** When it began: ISO 8601, UTC. */
  readonly startedAt: string;
}

/** Somebody in a call. */
export interface Participant {
  readonly userId: string;
  /** When they came in: ISO 8601, UTC. */
  readonly joinedAt: string;
  /** Whether a moderator has taken their microphone away. */
  readonly isMuted: boolean;
}

/** Sound or pictures in a call: what somebody says or shows, or what is played to all. */
export interface CallStream {
  /** Unique on the host. */
  readonly id: string;
  readonly callId: string;
  readonly kind: 'audio' | 'video';
  /** Where it comes from: `microphone`, `camera`, `screen`, or what is played. */
  readonly source: string;
  /** Whose it is; absent for what is played to all. */
  readonly userId?: string;
  /** When it began: ISO 8601, UTC. */
  readonly startedAt: string;
}

/**
 * Looks into calls, and moderates them.
 *
 * `list`, `participants` and `streams` need the permission `calls.read`; `kick`, `mute`, `unmute`, `play` and `stop` need
 * `calls.write`.
 *
 * @example
 * ```ts
 * import { MediaProcessor, type StreamEvent } from 'plexi-plugin/sdk';
 *
 * export default class MusicQueue extends MediaProcessor {
 *   override async onStreamEnded({ call, stream }: StreamEvent): Promise<void> {
 *     if (stream.userId !== undefined) return;
 *     const queue = (await this.storage.get<string[]>(call.id)) ?? [];
 *     const [next, ...rest] = queue;
 *     if (next === undefined) return;
 *     await this.storage.set(call.id, rest);
 *     await this.calls.play(call.id, next);
 *   }
 * }
 * ```
 */
export interface Calls {
  /**
   * Lists the calls that are going on.
   *
   * @returns The calls, oldest first.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `calls.read`.
   */
  list(): Promise<readonly Call[]>;
  /**
   * Lists who is in a call.
   *
   * @param callId - The call.
   * @returns The participants, in the order in which they came.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `calls.read`.
   * @throws {@link HostError} `NOT_FOUND` when there is no such call.
   */
  participants(callId: string): Promise<readonly Participant[]>;
  /**
   * Lists what is heard and seen in a call.
   *
   * @param callId - The call.
   * @returns The streams, oldest first.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `calls.read`.
   * @throws {@link HostError} `NOT_FOUND` when there is no such call.
   */
  streams(callId: string): Promise<readonly CallStream[]>;
  /**
   * Removes somebody from a call.
   *
   * @param callId - The call.
   * @param userId - Who has to go.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `calls.write`.
   * @throws {@link HostError} `NOT_FOUND` when there is no such call, or they are not in it.
   */
  kick(callId: string, userId: string): Promise<void>;
  /**
   * Takes somebody's microphone away.
   *
   * @param callId - The call.
   * @param userId - Whose.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `calls.write`.
   * @throws {@link HostError} `NOT_FOUND` when there is no such call, or they are not in it.
   */
  mute(callId: string, userId: string): Promise<void>;
  /**
   * Gives somebody's microphone back.
   *
   * @param callId - The call.
   * @param userId - Whose.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `calls.write`.
   * @throws {@link HostError} `NOT_FOUND` when there is no such call, or they are not in it.
   */
  unmute(callId: string, userId: string): Promise<void>;
  /**
   * Plays something to everybody in a call, until it ends or is stopped.
   *
   * @param callId - The call.
   * @param source - What to play, as the host names it: the id of a file, or an address that the host may open.
   * @returns The stream; `onStreamEnded` tells when it is over.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `calls.write`.
   * @throws {@link HostError} `NOT_FOUND` when there is no such call.
   */
  play(callId: string, source: string): Promise<CallStream>;
  /**
   * Stops what is played to all. What people say and show is theirs: mute them, or remove them.
   *
   * @param streamId - The stream.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `calls.write`.
   * @throws {@link HostError} `NOT_FOUND` when nothing of the kind is played.
   */
  stop(streamId: string): Promise<void>;
}

/** The calls of the host that runs this plugin. */
export const calls: Calls = {
  list: async () => (await callHost('calls.list', {})) as unknown as readonly Call[],
  participants: async (callId) => (await callHost('calls.participants', { callId })) as unknown as readonly Participant[],
  streams: async (callId) => (await callHost('calls.streams', { callId })) as unknown as readonly CallStream[],
  async kick(callId, userId) {
    await callHost('calls.kick', { callId, userId });
  },
  async mute(callId, userId) {
    await callHost('calls.mute', { callId, userId, isMuted: true });
  },
  async unmute(callId, userId) {
    await callHost('calls.mute', { callId, userId, isMuted: false });
  },
  play: async (callId, source) => (await callHost('calls.play', { callId, source })) as unknown as CallStream,
  async stop(streamId) {
    await callHost('calls.stop', { streamId });
  },
};

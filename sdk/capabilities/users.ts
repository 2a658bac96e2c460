import { callHost } from '../call-host.ts';
import type { BoundaryValue } from '../runtime-interface.ts';

/** Somebody who writes messages. */
export interface User {
  /** Unique on the host; for a plugin `plugin:` and its name. */
  readonly id: string;
  /** The name that people see. */
  readonly name: string;
  /** Where the user's picture is. */
  readonly avatarUrl?: string;
  /** Whether the user is there. Absent where the host does not know. */
  readonly status?: 'online' | 'away' | 'busy' | 'offline';
  /** Whether it is a plugin. */
  readonly isPlugin?: boolean;
}

/** Which users to list. */
export interface UserQuery {
  /** How many at most: 1 to 100; default: 50. */
  readonly limit?: number;
  /** Only users that come after the one with this id. */
  readonly after?: string;
}

/**
 * Reads the profiles of people. Needs the permission `users.read`.
 *
 * @example
 * ```ts
 * import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
 *
 * export default class Welcomer extends MessageProcessor {
 *   override async onMessageReceived({ message }: MessageEvent): Promise<void> {
 *     if (message.content !== 'hello') return;
 *     const author = await this.users.get(message.authorId);
 *     await this.messages.reply(message, `Hello, ${author?.name ?? 'stranger'}!`);
 *   }
 * }
 * ```
 */
export interface Users {
  /**
   * Reads one profile.
   *
   * @param userId - The user, for example the author of a message.
   * @returns The profile, or `undefined` when there is no such user.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `users.read`.
   * @throws {@link HostError} `INVALID_ARGUMENT`.
   */
  get(userId: string): Promise<User | undefined>;
  /**
   * Lists users.
   *
   * @param query - How many, and after which one; default: the first 50.
   * @returns The profiles, sorted by id.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `users.read`.
   * @throws {@link HostError} `INVALID_ARGUMENT`.
   */
  list(query?: UserQuery): Promise<readonly User[]>;
  /**
   * Looks for users by a part of their name or id, whatever its case.
   *
   * @param text - 1 to 100 characters.
   * @param query - How many, and after which one; default: the first 50.
   * @returns The profiles, sorted by id.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `users.read`.
   * @throws {@link HostError} `INVALID_ARGUMENT`.
   */
  search(text: string, query?: UserQuery): Promise<readonly User[]>;
  /**
   * Reads the profile under which the plugin itself writes.
   *
   * @returns The plugin's own profile.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `users.read`.
   */
  me(): Promise<User>;
}

/** The users of the host that runs this plugin. */
export const users: Users = {
  async get(userId) {
    const found = await callHost('users.get', { userId });
    return found === null ? undefined : asUser(found);
  },
  list: async ({ limit, after } = {}) => asUsers(await callHost('users.list', { limit, after })),
  search: async (text, { limit, after } = {}) => asUsers(await callHost('users.search', { text, limit, after })),
  me: async () => asUser(await callHost('users.me', {})),
};

function asUser(json: BoundaryValue): User {
  return json as unknown as User;
}

function asUsers(json: BoundaryValue): readonly User[] {
  return json as unknown as readonly User[];
}

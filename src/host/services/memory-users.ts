import type { User } from '../../../sdk/capabilities/users.ts';
import type { UserService } from './users.ts';

/** People that live as long as the host, and can be looked at. */
export interface MemoryUsers extends UserService {
  readonly all: readonly User[];
  has(userId: string): boolean;
  /** Adds somebody, or changes the profile of who is there. */
  add(user: User): void;
}

/** Makes a chat's people. Every plugin is one of them, by the id under which it writes. */
export function createMemoryUsers(users: readonly User[]): MemoryUsers {
  const byId = new Map(users.map((user) => [user.id, user]));
  const sort = (): readonly User[] => [...byId.values()].sort((a, b) => compare(a.id, b.id));
  const findPlugin = (id: string): User | undefined => {
    const [, name] = /^plugin:(.+)$/.exec(id) ?? [];
    return name === undefined ? undefined : { id, name, isPlugin: true };
  };
  return {
    get all() {
      return sort();
    },
    has: (id) => byId.has(id),
    add: (user) => void byId.set(user.id, user),
    get: (id) => Promise.resolve(byId.get(id) ?? findPlugin(id)),
    list({ text = '', after, limit = 50 }) {
      const wanted = text.toLowerCase();
      const found = sort().filter(({ id, name }) => (after === undefined || compare(id, after) > 0) && `${name}\n${id}`.toLowerCase().includes(wanted));
      return Promise.resolve(found.slice(0, limit));
    },
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

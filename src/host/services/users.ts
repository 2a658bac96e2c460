import type { User, UserQuery } from '../../../sdk/capabilities/users.ts';

/** Which users to look for. */
export interface UserSearch extends UserQuery {
  /** A part of the name or the id, whatever its case. */
  readonly text?: string;
}

/** The people on a chat. */
export interface UserService {
  get(userId: string): Promise<User | undefined>;
  /** Sorted by id. */
  list(query: UserSearch): Promise<readonly User[]>;
}

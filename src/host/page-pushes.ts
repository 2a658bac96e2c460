import type { JsonValue } from '../../sdk/runtime-interface.ts';
import { createRateBudget, type RateBudget } from '../core/limits/rate-budget.ts';
import { HostCallError } from '../sandbox/engine.ts';
import type { Clock } from './clock.ts';

/** What a plugin wants its open frames to know: something it says, or that their context is another one. */
export type PagePush = PushedMessage | PushedRefresh;

interface PushedMessage {
  readonly type: 'message';
  readonly plugin: string;
  readonly data: JsonValue;
  /** Only for pages of this user. */
  readonly userId?: string;
}

interface PushedRefresh {
  readonly type: 'refresh';
  readonly plugin: string;
  /** Only for pages of this user. */
  readonly userId?: string;
}

/** What plugins push to the pages of a host. */
export interface PagePushes {
  /** @returns A function that ends it. */
  listen(listener: (push: PagePush) => void): () => void;
}

/** The same, as plugins get at it. */
export interface LivePagePushes extends PagePushes {
  /** @throws {@link HostCallError} `MESSAGE_TOO_LARGE`, `TOO_MANY`. */
  push(push: PagePush): void;
}

// In UTF-16 units. A page waits for what comes over its one connection, whichever plugin it is from.
const LONGEST_PUSH = 64 * 1024;
const PUSHES_PER_SECOND = 20;
const CHARACTERS_PER_SECOND = 64 * 1024;

/** Makes the way to the pages. A plugin's budget is its own, and the same after its sandbox was started again. */
export function createPagePushes(clock: Pick<Clock, 'now'>): LivePagePushes {
  const listeners = new Set<(push: PagePush) => void>();
  const budgets = new Map<string, { readonly pushes: RateBudget; readonly characters: RateBudget }>();

  function findBudget(plugin: string): { readonly pushes: RateBudget; readonly characters: RateBudget } {
    const now = clock.now();
    const budget = budgets.get(plugin) ?? { pushes: createRateBudget(PUSHES_PER_SECOND, now), characters: createRateBudget(CHARACTERS_PER_SECOND, now) };
    budgets.set(plugin, budget);
    return budget;
  }

  return {
    push(push) {
      const length = push.type === 'message' ? JSON.stringify(push.data).length : 0;
      if (length > LONGEST_PUSH) throw new HostCallError('MESSAGE_TOO_LARGE', `what is pushed may have ${LONGEST_PUSH} characters as JSON, not ${length}`, { limit: LONGEST_PUSH });
      const { pushes, characters } = findBudget(push.plugin);
      if (!pushes.take(1, clock.now()) || !characters.take(length, clock.now())) {
        throw new HostCallError('TOO_MANY', `a plugin may push ${PUSHES_PER_SECOND} times and ${CHARACTERS_PER_SECOND} characters a second`, { limit: PUSHES_PER_SECOND });
      }
      for (const listener of listeners) listener(push);
    },
    listen(listener) {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
  };
}

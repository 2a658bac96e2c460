import { parseDuration, type Duration } from '../duration.ts';
import { RateLimitError } from '../errors.ts';
import { createStates, type Method, type MethodWrapper } from './method-decorator.ts';

/** How often a method may be called. */
export interface RateLimitOptions<Args extends readonly unknown[] = readonly unknown[]> {
  /** So many calls within the window; as many may come at once. */
  readonly requests: number;
  /** The time in which they may come, for example `1m`. */
  readonly window: Duration;
  /** Tells callers apart: each key has a limit of its own. Default: one limit for all. */
  readonly key?: (...args: Args) => string;
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

/**
 * Refuses calls that come too often, with a {@link RateLimitError} that says when to come back.
 *
 * It is a token bucket: after a pause as many calls as `requests` may come at once, and on average never more than so
 * many per window. The limit lives in the plugin's memory and begins anew when the plugin is reloaded.
 *
 * @param options - How often, and for whom.
 * @returns The decorator; called with a function, it returns that function with the limit.
 * @throws TypeError when an option makes no sense.
 *
 * @example
 * ```ts
 * import { MessageProcessor, rateLimit, RateLimitError, type MessageEvent } from 'plexi-plugin/sdk';
 *
 * export default class Dice extends MessageProcessor {
 *   override async onMessageReceived(event: MessageEvent): Promise<void> {
 *     if (event.message.content !== '!roll') return;
 *     try {
 *       await this.roll(event);
 *     } catch (error) {
 *       if (!(error instanceof RateLimitError)) throw error;
 *       await this.messages.reply(event.message, `again in ${Math.ceil(error.retryAfterMs / 1_000)} s`);
 *     }
 *   }
 *
 *   @rateLimit({ requests: 3, window: '1m', key: ({ message }: MessageEvent) => message.authorId })
 *   async roll({ message }: MessageEvent): Promise<void> {
 *     await this.messages.reply(message, String(1 + Math.floor(Math.random() * 6)));
 *   }
 * }
 * ```
 */
export function rateLimit<Args extends readonly unknown[] = readonly unknown[]>(options: RateLimitOptions<Args>): MethodWrapper<Args> {
  const { requests, key = () => '' } = options;
  const windowMs = parseDuration(options.window, 'the window of rateLimit');
  if (!Number.isInteger(requests) || requests < 1) throw new TypeError(`rateLimit must allow 1 request or more, not ${String(requests)}`);
  const bucketsOf = createStates(() => new Map<string, Bucket>());

  function take(buckets: Map<string, Bucket>, name: string): void {
    const now = Date.now();
    const { tokens, filledAt } = buckets.get(name) ?? { tokens: requests, filledAt: now };
    const filled = Math.min(requests, tokens + ((now - filledAt) * requests) / windowMs);
    if (filled < 1) throw new RateLimitError(Math.ceil(((1 - filled) * windowMs) / requests));
    // At the end of the map, so that its first bucket is the one that was used longest ago.
    buckets.delete(name);
    buckets.set(name, { tokens: filled - 1, filledAt: now });
    forgetFull(buckets, now - windowMs);
  }

  return <This, Called extends readonly [...Args, ...unknown[]], Result>(method: Method<This, Called, Result>) =>
    function (this: This, ...args: Called): Result {
      take(bucketsOf(this), key(...(args as unknown as Args)));
      return Reflect.apply(method, this, args);
    };
}

// A bucket that nobody used for a whole window is full again, which is the same as none: keys that come from outside
// cannot fill the memory with more buckets than there are callers in a window.
function forgetFull(buckets: Map<string, Bucket>, before: number): void {
  for (const [name, { filledAt }] of buckets) {
    if (filledAt > before) return;
    buckets.delete(name);
  }
}

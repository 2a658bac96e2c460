import { parseDuration, type Duration } from '../duration.ts';
import { HostError } from '../errors.ts';
import { AbortController, type AbortSignalLike } from '../web/abort-controller.ts';
import { clearTimeout, setTimeout } from '../web/timers.ts';
import type { Method } from './method-decorator.ts';

/** How a call of another server is repeated. */
export interface ExternalApiOptions {
  /** How often a call that failed is repeated; default: 3. */
  readonly retries?: number;
  /** The longest wait before the first repetition; it doubles with each further one. Default: `500ms`. */
  readonly delay?: Duration;
  /** The longest wait of all; a server that asks for more is not asked again. Default: `30s`. */
  readonly longestDelay?: Duration;
  /** How long one attempt may take; default: `10s`. */
  readonly timeout?: Duration;
  /** Whether a failure may pass; default: the server cannot be reached, or took too long. */
  readonly isTransient?: (error: unknown) => boolean;
}

/** One attempt, as the method gets it after its other arguments. */
export interface ExternalCall {
  /** Aborted when the attempt takes too long: for `fetch`. */
  readonly signal: AbortSignalLike;
  /** The same for all attempts of a call: servers that know it do what is asked once. */
  readonly idempotencyKey: string;
  /** 1, 2 and so on. */
  readonly attempt: number;
}

/** A method that calls another server: an {@link ExternalCall} is added to its arguments, whoever calls it. */
export type ExternalMethodWrapper = <This, Args extends readonly unknown[], Result>(
  method: Method<This, [...Args, call?: ExternalCall], Promise<Result>>,
  context?: ClassMethodDecoratorContext<This>,
) => Method<This, [...Args, call?: ExternalCall], Promise<Result>>;

// What a server says that may be over soon: RFC 9110 §15, RFC 6585 §4, RFC 8470 §5.2.
const PASSING: readonly number[] = [408, 425, 429, 500, 502, 503, 504];

/**
 * Repeats calls of other servers that fail: after a wait that doubles each time and of which a random part is taken, so
 * that callers do not come back all at once.
 *
 * An attempt fails when it throws what is transient, or returns a `Response` whose status says that it may be over soon
 * (408, 425, 429, 500, 502, 503, 504); after the last attempt that response is returned. What `Retry-After` asks for is
 * waited for.
 *
 * @param options - How often, how long, and what may pass.
 * @returns The decorator; called with a function, it returns that function with repetitions.
 * @throws TypeError when an option makes no sense.
 *
 * @example
 * ```ts
 * import { externalApi, MessageProcessor, type ExternalCall, type MessageEvent } from 'plexi-plugin/sdk';
 *
 * export default class Payments extends MessageProcessor {
 *   override async onMessageReceived({ message }: MessageEvent): Promise<void> {
 *     if (!message.content.startsWith('!pay ')) return;
 *     const response = await this.pay(Number(message.content.slice(5)));
 *     await this.messages.reply(message, response.ok ? 'paid' : `refused: ${response.status}`);
 *   }
 *
 *   @externalApi({ retries: 5, timeout: '5s' })
 *   pay(amount: number, call?: ExternalCall) {
 *     return fetch('https://pay.example.com/charges', {
 *       method: 'POST',
 *       headers: { 'content-type': 'application/json', 'idempotency-key': call?.idempotencyKey ?? '' },
 *       body: JSON.stringify({ amount }),
 *       ...(call && { signal: call.signal }),
 *     });
 *   }
 * }
 * ```
 */
export function externalApi(options: ExternalApiOptions = {}): ExternalMethodWrapper {
  const { retries = 3, isTransient = isNetworkFailure } = options;
  const delayMs = parseDuration(options.delay ?? '500ms', 'the delay of externalApi');
  const longestMs = parseDuration(options.longestDelay ?? '30s', 'the longestDelay of externalApi');
  const timeoutMs = parseDuration(options.timeout ?? '10s', 'the timeout of externalApi');
  if (!Number.isInteger(retries) || retries < 0) throw new TypeError(`externalApi must retry 0 times or more, not ${String(retries)}`);

  /** How long to wait after an attempt; `undefined` when it was the last. */
  function findWait(attempt: number, failure: Failure): number | undefined {
    if (attempt > retries) return undefined;
    const { retryAfterMs = 0 } = failure;
    const wait = Math.max(retryAfterMs, Math.random() * Math.min(longestMs, delayMs * 2 ** (attempt - 1)));
    return wait <= longestMs ? wait : undefined;
  }

  async function attemptOnce<Result>(run: (signal: AbortSignalLike) => Promise<Result>): Promise<Attempt<Result>> {
    try {
      const result = await within(timeoutMs, run);
      return { failure: judgeResponse(result), end: () => result };
    } catch (error) {
      return { failure: isTransient(error) ? {} : undefined, end: () => { throw error; } };
    }
  }

  return <This, Args extends readonly unknown[], Result>(method: Method<This, [...Args, call?: ExternalCall], Promise<Result>>) =>
    async function (this: This, ...args: [...Args, call?: ExternalCall]): Promise<Result> {
      const idempotencyKey = crypto.randomUUID();
      for (let attempt = 1; ; attempt++) {
        const { failure, end } = await attemptOnce((signal) =>
          Reflect.apply(method, this, [...args, { signal, idempotencyKey, attempt }] as unknown as [...Args, call?: ExternalCall]));
        const wait = failure && findWait(attempt, failure);
        if (wait === undefined) return end();
        await new Promise((resolve) => setTimeout(() => { resolve(undefined); }, wait));
      }
    };
}

interface Failure {
  /** How long the server asks to be left alone. */
  readonly retryAfterMs?: number;
}

interface Attempt<Result> {
  /** Absent when it is not to be repeated. */
  readonly failure: Failure | undefined;
  /** Returns or throws what the attempt did. */
  readonly end: () => Result;
}

async function within<Result>(timeoutMs: number, run: (signal: AbortSignalLike) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  let timer: number | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const error = new DOMException(`the call took longer than ${String(timeoutMs)} ms`, 'TimeoutError');
      controller.abort(error);
      reject(error);
    }, timeoutMs);
  });
  try {
    return await Promise.race([run(controller.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

function isNetworkFailure(error: unknown): boolean {
  if (error instanceof DOMException) return error.name === 'TimeoutError';
  return error instanceof TypeError && error.cause instanceof HostError;
}

interface ResponseLike {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
}

function judgeResponse(result: unknown): Failure | undefined {
  if (!isResponse(result) || !PASSING.includes(result.status)) return undefined;
  const text = result.headers.get('retry-after');
  if (text === null) return {};
  // RFC 9110 §10.2.3: seconds, or a date.
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return Number.isNaN(ms) ? {} : { retryAfterMs: ms };
}

function isResponse(value: unknown): value is ResponseLike {
  return typeof value === 'object' && value !== null && 'status' in value && 'headers' in value && typeof (value.headers as Partial<ResponseLike['headers']>).get === 'function';
}

import type { JsonValue } from './runtime-interface.ts';

/**
 * Why the host refused a call.
 *
 * - `PERMISSION_DENIED`: the manifest does not ask for the permission, or it was not granted ({@link PermissionError}).
 * - `INVALID_ARGUMENT`: an argument has the wrong type, is missing, too long or unknown.
 * - `MESSAGE_TOO_LARGE`: what the call says, or what would be answered, is larger than one message may be.
 * - `NOT_FOUND`: the message or channel does not exist.
 * - `REFUSED`: a security plugin has said no; the message says why.
 * - `NOT_ENABLED`: the plugin is not enabled, or not yet.
 * - `BACKUP_FAILED`: a backup could not be made or restored; the message says why.
 * - `NOT_AUTHOR`: the message is not the plugin's own, and only authors edit.
 * - `ARCHIVED`: the channel is archived, and nobody can write in it.
 * - `QUOTA_EXCEEDED`: what the plugin may keep is full.
 * - `RATE_LIMITED`: the plugin uses a permission too often, or sends too much; `details.retryAfterMs` says when to try again.
 * - `TOO_MANY`: the plugin has too many things open at once.
 * - `CANCELLED`: what the call was a part of has ended.
 * - `SQL_ERROR`: the database refuses the statement; the message is its own.
 * - `SQL_FORBIDDEN`: the statement does what plugins may not do.
 * - `TIMEOUT`: the work took too long and was ended.
 * - `RESULT_TOO_LARGE`: the answer has too many rows.
 * - `CONFLICT`: a value keeps changing while it is being updated.
 * - `INVALID_SETTING`: the value does not fit the settings schema.
 * - `NOT_DECLARED`: the manifest does not name what the call is about: a plugin, a webhook, an optional permission.
 * - `HOST_NOT_ALLOWED`: `fetch` asks for a host that the manifest does not name; the message holds the line to write.
 * - `METHOD_NOT_ALLOWED`: `fetch` uses a method that the manifest does not name, where it names some.
 * - `PORT_NOT_ALLOWED`: `fetch` asks for a port that belongs to another protocol.
 * - `ADDRESS_NOT_ALLOWED`: a name leads to an address that is not on the public internet.
 * - `NETWORK_FAILED`, `TIMEOUT`: a server cannot be reached, or is silent; `fetch` throws a `TypeError` with this as its cause.
 * - `BODY_TOO_LARGE`: more is sent or received than a plugin may.
 * - `ABORTED`: the plugin itself has cancelled the request.
 * - `UNKNOWN_METHOD`: this host does not offer the method.
 * - `INTERNAL`: the host failed; the reason is in its log, not in the plugin's.
 */
export type HostErrorCode =
  | 'PERMISSION_DENIED'
  | 'INVALID_ARGUMENT'
  | 'MESSAGE_TOO_LARGE'
  | 'NOT_FOUND'
  | 'NOT_ENABLED'
  | 'BACKUP_FAILED'
  | 'NOT_AUTHOR'
  | 'REFUSED'
  | 'ARCHIVED'
  | 'QUOTA_EXCEEDED'
  | 'RATE_LIMITED'
  | 'SQL_ERROR'
  | 'SQL_FORBIDDEN'
  | 'TIMEOUT'
  | 'RESULT_TOO_LARGE'
  | 'CONFLICT'
  | 'TOO_MANY'
  | 'CANCELLED'
  | 'INVALID_SETTING'
  | 'NOT_DECLARED'
  | 'HOST_NOT_ALLOWED'
  | 'METHOD_NOT_ALLOWED'
  | 'PORT_NOT_ALLOWED'
  | 'ADDRESS_NOT_ALLOWED'
  | 'NETWORK_FAILED'
  | 'BODY_TOO_LARGE'
  | 'ABORTED'
  | 'UNKNOWN_METHOD'
  | 'INTERNAL'
  // Hosts of tomorrow may refuse for reasons that this list does not know yet.
  | (string & {});

/** What the host tells about a refusal besides its code and message. */
export type HostErrorDetails = Readonly<Record<string, JsonValue>>;

/**
 * A call that the host refused. Tell refusals apart by `code`, never by their text.
 *
 * @example
 * ```ts
 * import { HostError, MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
 *
 * export default class Quoter extends MessageProcessor {
 *   override async onMessageReceived(event: MessageEvent): Promise<void> {
 *     try {
 *       await this.messages.send({ channelId: 'archive', content: event.message.content });
 *     } catch (error) {
 *       if (!(error instanceof HostError) || error.code !== 'NOT_FOUND') throw error;
 *       this.logger.warn('there is no channel "archive"');
 *     }
 *   }
 * }
 * ```
 */
export class HostError extends Error {
  override readonly name: string = 'HostError';
  /** Why the host refused. */
  readonly code: HostErrorCode;
  /** The host method that was called, for example `messages.send`. */
  readonly method: string;
  /** What else the host tells; depends on the code. */
  readonly details: HostErrorDetails;

  /**
   * @param code - Why the host refused.
   * @param message - One sentence for the author.
   * @param context - The method that was called, what else the host tells, and the refusal itself.
   */
  constructor(
    code: HostErrorCode,
    message: string,
    context: { readonly method: string; readonly details?: HostErrorDetails; readonly cause?: unknown },
  ) {
    super(message, { cause: context.cause });
    this.code = code;
    this.method = context.method;
    this.details = context.details ?? {};
  }
}

/**
 * A call that the plugin may not make: its `code` is always `PERMISSION_DENIED`.
 *
 * The message names the permission and the line to add to the manifest.
 *
 * @example
 * ```ts
 * import { MessageProcessor, PermissionError, type MessageEvent } from 'plexi-plugin/sdk';
 *
 * export default class Greeter extends MessageProcessor {
 *   override async onMessageReceived(event: MessageEvent): Promise<void> {
 *     try {
 *       await this.messages.reply(event.message, 'Hello!');
 *     } catch (error) {
 *       if (!(error instanceof PermissionError)) throw error;
 *       this.logger.info('listening only', { permission: error.permission });
 *     }
 *   }
 * }
 * ```
 */
export class PermissionError extends HostError {
  override readonly name = 'PermissionError';
  /** The permission that is missing, for example `messages.write`. */
  readonly permission: string;

  /**
   * @param message - One sentence for the author.
   * @param context - The method that was called, the permission it needs, what else the host tells, and the refusal
   *   itself.
   */
  constructor(
    message: string,
    context: { readonly method: string; readonly permission: string; readonly details?: HostErrorDetails; readonly cause?: unknown },
  ) {
    super('PERMISSION_DENIED', message, context);
    this.permission = context.permission;
  }
}

/**
 * A call that came too often: {@link rateLimit} refused it before anything was done. A {@link Provider} throws it when its
 * service is asked too often: whoever asked the model learns when to ask again.
 *
 * @example
 * ```ts
 * import { RateLimitError } from 'plexi-plugin/sdk';
 *
 * const wait = (error: unknown): number => (error instanceof RateLimitError ? error.retryAfterMs : 0);
 * ```
 */
export class RateLimitError extends Error {
  override readonly name = 'RateLimitError';
  readonly code = 'RATE_LIMITED';
  /** When the next call may come: milliseconds from now. */
  readonly retryAfterMs: number;

  /** @param retryAfterMs - When the next call may come: milliseconds from now. */
  constructor(retryAfterMs: number) {
    super(`this comes too often; try again in ${String(retryAfterMs)} ms`);
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * A kernel that did not come to its result: there is none of that name, it has no such function, or the machine has stopped it.
 *
 * @example
 * ```ts
 * import { KernelError, MediaProcessor, type VideoFrame } from 'plexi-plugin/sdk';
 *
 * export default class Careful extends MediaProcessor {
 *   override processVideo(frame: VideoFrame): VideoFrame | undefined {
 *     try {
 *       this.kernels.get('brighten').run('brighten', frame.data, 20);
 *       return frame;
 *     } catch (error) {
 *       if (!(error instanceof KernelError)) throw error;
 *       this.logger.warn('the picture stays as it was', { reason: error.message });
 *       return undefined;
 *     }
 *   }
 * }
 * ```
 */
export class KernelError extends Error {
  override readonly name = 'KernelError';
  readonly code = 'KERNEL_FAILED';
  /** The kernel, as the manifest calls it. */
  readonly kernel: string;
  /** The function that was run. */
  readonly function: string;

  /**
   * @param message - One sentence for the author.
   * @param context - What was run, and the failure itself.
   */
  constructor(message: string, context: { readonly kernel: string; readonly function: string; readonly cause?: unknown }) {
    super(message, { cause: context.cause });
    this.kernel = context.kernel;
    this.function = context.function;
  }
}

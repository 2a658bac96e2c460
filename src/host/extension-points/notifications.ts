import { randomUUID } from 'node:crypto';
import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import type { Notification } from '../../../sdk/kinds/notification-channel.ts';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { fail, PlexiError } from '../../core/diagnostics/plexi-error.ts';
import type { Clock } from '../clock.ts';
import type { Extensions } from '../extensions.ts';
import { wait } from '../wait.ts';
import { defineContributionType, listContributed, type Contributed } from './contribution.ts';
import { findContributed } from './find-contributed.ts';
import { createParameterChecks } from './parameter-checks.ts';
import { readResult } from './read-result.ts';
import { flag, jsonObject, number, object, oneOf, optional, text, type Shaped } from './shape.ts';

const options = object({ title: text({ min: 1, max: 100 }), recipient: jsonObject });

/** A way to reach people. */
export const channelType = defineContributionType({ type: 'channel', options, schemas: ({ recipient }) => [recipient] });

/** A way to reach people that can be used. */
export interface OfferedChannel extends Shaped<typeof options> {
  readonly plugin: string;
  readonly name: string;
}

/** Whom to tell what. */
export interface NotificationRequest extends Partial<Pick<Notification, 'body' | 'url' | 'priority'>> {
  /** The channel's name, or with its plugin's before it: `letters/postbox`. */
  readonly channel: string;
  readonly recipient?: Readonly<Record<string, JsonValue>>;
  readonly title: string;
  readonly signal?: AbortSignal;
}

/** What became of a notification. */
export interface NotificationReport {
  readonly id: string;
  readonly plugin: string;
  readonly channel: string;
  readonly status: 'delivered' | 'failed';
  readonly attempts: number;
  /** What the other side calls it, as the plugin says. */
  readonly messageId?: string;
  /** Why the last attempt failed, as the plugin says. */
  readonly reason?: string;
  /** Why the last attempt failed, where the plugin itself did. */
  readonly diagnostic?: Diagnostic;
  /** When one more attempt might help. */
  readonly retryAfterMs?: number;
}

/** The notification channels of a host. */
export interface Notifications {
  /** The ways to reach people, by priority of the plugins. */
  list(): readonly OfferedChannel[];
  /**
   * Delivers a notification, and tries again where the plugin says that it helps, or fails without a word.
   *
   * @returns What became of it, also when it could not be delivered.
   * @throws {@link PlexiError} `PLX4303` when nobody offers the channel, `PLX4304` when the recipient does not fit.
   */
  send(request: NotificationRequest): Promise<NotificationReport>;
}

/** What the notification channels of a host are made from. */
export interface NotificationsOptions {
  readonly extensions: Extensions;
  /** Whose time passes between attempts. */
  readonly clock: Clock;
  /** How often a notification is tried at most; default: 3. */
  readonly attempts?: number;
}

/** Stands where a plugin does not say why it failed. */
export const NO_REASON = 'the plugin gives no reason';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 3_600_000;

/** Makes the notification channels of a host. */
export function createNotifications({ extensions, clock, attempts: most = 3 }: NotificationsOptions): Notifications {
  const checks = createParameterChecks();
  const listChannels = (): readonly Contributed<Shaped<typeof options>>[] => listContributed(extensions, channelType);

  async function attempt(channel: Contributed<unknown>, notification: Notification, number: number, signal: AbortSignal): Promise<Outcome> {
    const { plugin, entry } = channel.extension;
    const target = { plugin, entry, hook: 'send' };
    try {
      const result = await extensions.invoke(target, [notification as object as JsonValue, { attempt: number, signal }]);
      return result === null ? { status: 'delivered' } : readOutcome(readResult(outcome, result, target), number);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof PlexiError)) throw error;
      const [diagnostic] = error.diagnostics;
      // What cannot be read this time cannot be read the next time either.
      return { status: 'failed', diagnostic, ...(diagnostic.code !== 'PLX4301' && { retryAfterMs: waitAfter(number) }) };
    }
  }

  return {
    list: () => listChannels().map(({ extension, name, options }) => ({ plugin: extension.plugin, name, ...options })),
    async send({ channel: wanted, recipient = {}, title, body, url, priority = 'normal', signal = new AbortController().signal }) {
      const channel = findContributed(listChannels(), wanted, 'channel');
      const { plugin } = channel.extension;
      const { value: complete, problem } = await checks.complete(channel.options.recipient, recipient);
      if (problem !== undefined) fail('PLX4304', { what: 'channel', name: channel.name, plugin, problem });
      const id = randomUUID();
      const notification = { id, channel: channel.name, recipient: complete, title, priority, ...(body !== undefined && { body }), ...(url !== undefined && { url }) };
      for (let number = 1; ; number += 1) {
        const result = await attempt(channel, notification, number, signal);
        if (result.retryAfterMs === undefined || number >= most) return { id, plugin, channel: channel.name, attempts: number, ...result };
        await wait(clock, result.retryAfterMs, signal);
      }
    },
  };
}

type Outcome = Pick<NotificationReport, 'status' | 'messageId' | 'reason' | 'diagnostic' | 'retryAfterMs'>;

const outcome = object({
  status: oneOf('delivered', 'failed'),
  messageId: optional(text({ max: 500 })),
  reason: optional(text({ max: 1_000 })),
  retry: optional(flag),
  retryAfterMs: optional(number({ min: 0 })),
});

function readOutcome({ status, messageId, reason, retry = false, retryAfterMs }: Shaped<typeof outcome>, number: number): Outcome {
  if (status === 'delivered') return { status, ...(messageId !== undefined && { messageId }) };
  const wait = retry ? { retryAfterMs: Math.min(retryAfterMs ?? waitAfter(number), LONGEST_WAIT_MS) } : {};
  return { status, reason: reason ?? NO_REASON, ...wait };
}

function waitAfter(attempt: number): number {
  return FIRST_WAIT_MS * 4 ** (attempt - 1);
}

import { defineEntry, type LifecycleFunctions, type PluginClass } from '../define-entry.ts';
import type { ObjectSchema } from '../json-schema.ts';
import type { Kind } from '../kind.ts';
import { Plugin, type Awaitable, type PluginContext } from '../plugin.ts';
import type { JsonValue } from '../runtime-interface.ts';
import type { AbortSignalLike } from '../web/abort-controller.ts';

/** One way to reach people. */
export interface ChannelDescription {
  /** What people see, for example `Text message`. */
  readonly title: string;
  /** What it takes to reach somebody, for example a telephone number; nothing when absent. The host checks it. */
  readonly recipient?: ObjectSchema;
}

/** The channels of a plugin, by name: letters, digits, `_` and `-`. */
export interface ChannelDescriptions {
  readonly [name: string]: ChannelDescription;
}

/** What somebody is to be told. */
export interface Notification {
  /** Unique; the same in every attempt, so that nobody is told twice. */
  readonly id: string;
  /** The name of one of the plugin's channels. */
  readonly channel: string;
  /** How to reach the person, as the channel's schema describes it. */
  readonly recipient: { readonly [name: string]: JsonValue };
  /** One line. */
  readonly title: string;
  readonly body?: string;
  /** Where to read on. */
  readonly url?: string;
  readonly priority: 'low' | 'normal' | 'high';
}

/** Which attempt it is, and whether it is still wanted. */
export interface NotificationRun {
  /** 1 at first. */
  readonly attempt: number;
  readonly signal: AbortSignalLike;
}

/** What became of a notification. */
export type NotificationResult =
  | {
      readonly status: 'delivered';
      /** What the other side calls it. */
      readonly messageId?: string;
    }
  | {
      readonly status: 'failed';
      /** One sentence for whoever runs the host. */
      readonly reason: string;
      /** Whether trying again may help; default: no. */
      readonly retry?: boolean;
      /** When to try again; default: the host decides. */
      readonly retryAfterMs?: number;
    };

const KIND: Kind = {
  name: 'notification',
  hooks: ['send'],
  contributions: (plugin) =>
    Object.entries((plugin as Plugin & Pick<NotificationChannel, 'deliveryChannels'>).deliveryChannels).map(([name, { title, recipient = NO_RECIPIENT }]) => ({
      type: 'channel',
      name,
      options: { title, recipient: recipient as object as JsonValue },
    })),
};

const NO_RECIPIENT: ObjectSchema = { type: 'object', properties: {}, additionalProperties: false };

/**
 * A plugin that delivers notifications over channels of its own.
 *
 * When `send` throws, the host tries again a few times; a plugin that knows better says so in what it returns.
 *
 * @example
 * ```ts
 * import { NotificationChannel, type Notification, type NotificationResult } from 'plexi-plugin/sdk';
 *
 * export default class Postbox extends NotificationChannel {
 *   override readonly deliveryChannels = {
 *     postbox: { title: 'Postbox', recipient: { type: 'object', properties: { box: { type: 'integer', minimum: 1 } }, required: ['box'] } },
 *   } as const;
 *
 *   override async send({ id, recipient, title }: Notification): Promise<NotificationResult> {
 *     const key = `box:${String(recipient['box'])}`;
 *     const letters = (await this.storage.get<readonly string[]>(key)) ?? [];
 *     if (letters.length >= 50) return { status: 'failed', reason: 'the box is full', retry: true, retryAfterMs: 60_000 };
 *     await this.storage.set(key, [...letters, title]);
 *     return { status: 'delivered', messageId: id };
 *   }
 * }
 * ```
 */
export abstract class NotificationChannel extends Plugin {
  static readonly kind: Kind = KIND;

  /** The ways to reach people: read once, when the plugin is made. */
  abstract readonly deliveryChannels: ChannelDescriptions;

  /**
   * Delivers one notification.
   *
   * @param notification - Whom to tell what.
   * @param run - Which attempt it is.
   * @returns What became of it; nothing means that it was delivered.
   */
  abstract send(notification: Notification, run: NotificationRun): Awaitable<NotificationResult | undefined> | Awaitable<void>;
}

/** Notification channels as an object: what they are, the function that delivers, and hooks of the lifecycle. */
export interface NotificationChannelDefinition extends LifecycleFunctions {
  readonly deliveryChannels: ChannelDescriptions;
  /** As {@link NotificationChannel.send}, with the capabilities as the last argument. */
  send(notification: Notification, run: NotificationRun, context: PluginContext): Awaitable<NotificationResult | undefined> | Awaitable<void>;
}

/**
 * Makes notification channels from functions: the same as a class that extends {@link NotificationChannel}.
 *
 * @param definition - The channels, and the hooks to implement.
 * @returns The class to export from the entry point.
 * @throws TypeError when a name is no hook of notification channels, or a hook is no function.
 *
 * @example
 * ```ts
 * import { defineNotificationChannel } from 'plexi-plugin/sdk';
 *
 * export const Journal = defineNotificationChannel({
 *   deliveryChannels: { journal: { title: 'Journal' } },
 *   send({ title }, { attempt }, { logger }) {
 *     logger.info(title, { attempt });
 *   },
 * });
 * ```
 */
export function defineNotificationChannel({ deliveryChannels, ...hooks }: NotificationChannelDefinition): PluginClass {
  return defineEntry(NotificationChannel, hooks, { deliveryChannels });
}

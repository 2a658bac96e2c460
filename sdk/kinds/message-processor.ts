import type { Message } from '../capabilities/messages.ts';
import { defineEntry, type HookFunctions, type LifecycleFunctions, type PluginClass } from '../define-entry.ts';
import type { Kind } from '../kind.ts';
import { Plugin, type Awaitable } from '../plugin.ts';

/** What happened to a message. */
export type MessageEventType = 'message.received' | 'message.sent' | 'message.edited' | 'message.deleted';

/** One thing that happened to one message. */
export interface MessageEvent<Type extends MessageEventType = MessageEventType> {
  /** Unique; after a crash of the plugin an event may be delivered again, with the same id. */
  readonly id: string;
  readonly type: Type;
  /** When it happened: ISO 8601, UTC. */
  readonly timestamp: string;
  /** The message as it is now; as it was, when it was deleted. */
  readonly message: Message;
}

/** The hooks of a message processor. */
export interface MessageHooks {
  /** See {@link MessageProcessor.onMessageReceived}. */
  onMessageReceived(event: MessageEvent<'message.received'>): Awaitable<void>;
  /** See {@link MessageProcessor.onMessageSent}. */
  onMessageSent(event: MessageEvent<'message.sent'>): Awaitable<void>;
  /** See {@link MessageProcessor.onMessageEdited}. */
  onMessageEdited(event: MessageEvent<'message.edited'>): Awaitable<void>;
  /** See {@link MessageProcessor.onMessageDeleted}. */
  onMessageDeleted(event: MessageEvent<'message.deleted'>): Awaitable<void>;
}

const KIND = {
  name: 'message-processor',
  hooks: ['onMessageReceived', 'onMessageSent', 'onMessageEdited', 'onMessageDeleted'] satisfies readonly (keyof MessageHooks)[],
} as const satisfies Kind;

/**
 * A plugin that hears the messages of a chat. Needs the permission `messages.read`.
 *
 * Events of one channel arrive one after another, in order; events of different channels may overlap. A plugin does not
 * hear of what it did itself.
 *
 * @example
 * ```ts
 * import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
 *
 * export default class Echo extends MessageProcessor {
 *   override async onMessageReceived({ message }: MessageEvent): Promise<void> {
 *     if (message.content.startsWith('!echo ')) await this.messages.reply(message, message.content.slice(6));
 *   }
 * }
 * ```
 */
export abstract class MessageProcessor extends Plugin {
  static readonly kind: Kind = KIND;

  /**
   * Runs when a user has written a message.
   *
   * @param event - The message, and when it came.
   */
  onMessageReceived?(event: MessageEvent<'message.received'>): Awaitable<void>;
  /**
   * Runs when another plugin has written a message.
   *
   * @param event - The message, and when it was sent.
   */
  onMessageSent?(event: MessageEvent<'message.sent'>): Awaitable<void>;
  /**
   * Runs when a user or another plugin has changed a message.
   *
   * @param event - The message as it is now.
   */
  onMessageEdited?(event: MessageEvent<'message.edited'>): Awaitable<void>;
  /**
   * Runs when a user or another plugin has deleted a message.
   *
   * @param event - The message as it was.
   */
  onMessageDeleted?(event: MessageEvent<'message.deleted'>): Awaitable<void>;
}

/** The hooks of a message processor, as functions. */
export type MessageProcessorDefinition = HookFunctions<MessageHooks> & LifecycleFunctions;

/**
 * Makes a message processor from functions: the same as a class that extends {@link MessageProcessor}, with the
 * capabilities as the last argument instead of as `this`.
 *
 * @param hooks - The hooks to implement.
 * @returns The class to export from the entry point.
 * @throws TypeError when a name is no hook of message processors, or a hook is no function.
 *
 * @example
 * ```ts
 * import { defineMessageProcessor } from 'plexi-plugin/sdk';
 *
 * export const Echo = defineMessageProcessor({
 *   async onMessageReceived({ message }, { messages }) {
 *     if (message.content.startsWith('!echo ')) await messages.reply(message, message.content.slice(6));
 *   },
 * });
 * ```
 */
export function defineMessageProcessor(hooks: MessageProcessorDefinition): PluginClass {
  return defineEntry(MessageProcessor, hooks);
}

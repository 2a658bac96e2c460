import { defineEntry, type HookFunctions, type LifecycleFunctions, type PluginClass } from '../define-entry.ts';
import type { ObjectSchema } from '../json-schema.ts';
import type { Kind } from '../kind.ts';
import { Plugin, type Awaitable, type PluginContext } from '../plugin.ts';
import type { JsonValue } from '../runtime-interface.ts';
import type { AbortSignalLike } from '../web/abort-controller.ts';

/** One message of a conversation with a model. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly content: string;
  /** What an assistant wants to be called. */
  readonly toolCalls?: readonly ChatToolCall[];
  /** For `tool`: the call that this is the result of. */
  readonly toolCallId?: string;
}

/** A function that a model wants to be called. */
export interface ChatToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: { readonly [name: string]: JsonValue };
}

/** A function that a model may want to be called. */
export interface ChatTool {
  readonly name: string;
  readonly description: string;
  readonly parameters: ObjectSchema;
}

/** How an answer is wanted. */
export interface ChatOptions {
  /** Whether whoever asks reads the answer piece by piece: then return an async iterable where you can. */
  readonly stream: boolean;
  /** Is aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignalLike;
  readonly temperature?: number;
  readonly maxTokens?: number;
  /** Texts that end the answer. */
  readonly stop?: readonly string[];
  readonly tools?: readonly ChatTool[];
}

/** What an answer cost. */
export interface ChatUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** Why an answer ended. */
export type ChatFinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter';

/** A whole answer. */
export interface ChatCompletion {
  readonly content: string;
  readonly toolCalls?: readonly ChatToolCall[];
  readonly finishReason?: ChatFinishReason;
  readonly usage?: ChatUsage;
}

/** A piece of an answer: texts are put together, calls are collected, and of the rest the last one counts. */
export type ChatDelta = Partial<ChatCompletion>;

/** A model that a provider offers. */
export interface ChatModel {
  /** Letters, digits and `._:/@-`. */
  readonly id: string;
  /** What people see. Default: the id. */
  readonly name?: string;
  readonly description?: string;
  /** How many tokens question and answer may have together. */
  readonly contextTokens?: number;
}

/** The hooks of a provider. */
export interface ProviderHooks {
  /** See {@link Provider.chatCompletion}. */
  chatCompletion(messages: readonly ChatMessage[], model: string, options: ChatOptions): Awaitable<ChatCompletion> | AsyncIterable<ChatDelta>;
  /** See {@link Provider.listModels}. */
  listModels(): Awaitable<readonly ChatModel[]>;
}

const KIND: Kind = {
  name: 'provider',
  hooks: ['chatCompletion', 'listModels'] satisfies readonly (keyof ProviderHooks)[],
  contributions: (plugin) =>
    ((plugin as Plugin & Pick<Provider, 'models'>).models ?? []).map(({ id, ...options }) => ({ type: 'model', name: id, options })),
};

/**
 * A plugin that offers AI models.
 *
 * @example
 * ```ts
 * import { Provider, type ChatDelta, type ChatMessage, type ChatOptions } from 'plexi-plugin/sdk';
 *
 * export default class Parrot extends Provider {
 *   override readonly models = [{ id: 'parrot-1', name: 'Parrot', contextTokens: 1000 }];
 *
 *   override async *chatCompletion(messages: readonly ChatMessage[], _model: string, { signal }: ChatOptions): AsyncGenerator<ChatDelta> {
 *     for (const word of messages.at(-1)?.content.split(' ') ?? []) {
 *       if (signal.aborted) return;
 *       yield { content: `${word} ` };
 *     }
 *     yield { finishReason: 'stop' };
 *   }
 * }
 * ```
 */
export abstract class Provider extends Plugin {
  static readonly kind: Kind = KIND;

  /** The models that are always there: read once, when the plugin is made. */
  declare readonly models?: readonly ChatModel[];

  /**
   * Answers a conversation.
   *
   * @param messages - The conversation, oldest first.
   * @param model - The id of one of the plugin's models.
   * @param options - How the answer is wanted.
   * @returns The whole answer, or its pieces as they come: write an `async *` function for that.
   */
  abstract chatCompletion(messages: readonly ChatMessage[], model: string, options: ChatOptions): Awaitable<ChatCompletion> | AsyncIterable<ChatDelta>;

  /**
   * Lists models that are known only while the plugin runs, besides those in `models`.
   *
   * @returns The models.
   */
  listModels?(): Awaitable<readonly ChatModel[]>;
}

/** A provider as an object: its models, and its hooks as functions. */
export interface ProviderDefinition extends LifecycleFunctions, Omit<HookFunctions<ProviderHooks>, 'chatCompletion'> {
  readonly models?: readonly ChatModel[];
  /** As {@link Provider.chatCompletion}, with the capabilities as the last argument. */
  chatCompletion(messages: readonly ChatMessage[], model: string, options: ChatOptions, context: PluginContext): Awaitable<ChatCompletion> | AsyncIterable<ChatDelta>;
}

/**
 * Makes a provider from functions: the same as a class that extends {@link Provider}.
 *
 * @param definition - The models, and the hooks to implement.
 * @returns The class to export from the entry point.
 * @throws TypeError when a name is no hook of providers, or a hook is no function.
 *
 * @example
 * ```ts
 * import { defineProvider } from 'plexi-plugin/sdk';
 *
 * export const Shouter = defineProvider({
 *   models: [{ id: 'shout' }],
 *   chatCompletion: (messages) => ({ content: messages.at(-1)?.content.toUpperCase() ?? '' }),
 * });
 * ```
 */
export function defineProvider({ models = [], ...hooks }: ProviderDefinition): PluginClass {
  return defineEntry(Provider, hooks, { models });
}

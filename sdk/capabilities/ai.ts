import { callHost } from '../call-host.ts';
import { readHostStream } from '../host-stream.ts';
import type { JsonValue } from '../runtime-interface.ts';

/** One message of a conversation with a model. */
export interface AiMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** A question to a model. */
export interface AiRequest {
  readonly messages: readonly AiMessage[];
  /** The id of a model, or with its plugin's name before it; default: the first one of the host. */
  readonly model?: string;
  readonly temperature?: number;
  readonly maxTokens?: number;
  /** Texts that end the answer. */
  readonly stop?: readonly string[];
}

/** An answer, and who gave it. */
export interface AiAnswer {
  readonly content: string;
  readonly model: string;
  /** The plugin that offers the model. */
  readonly plugin: string;
}

/** A model that can be asked. */
export interface AiModel {
  readonly id: string;
  readonly plugin: string;
  readonly name?: string;
  readonly description?: string;
}

/**
 * Asks the AI models that the host is connected to. Needs the permission `ai.use`.
 *
 * @example
 * ```ts
 * import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
 *
 * export default class Translator extends MessageProcessor {
 *   override async onMessageReceived({ message }: MessageEvent): Promise<void> {
 *     if (!message.content.startsWith('!translate ')) return;
 *     const { content } = await this.ai.chat({
 *       messages: [
 *         { role: 'system', content: 'Translate what you get into English.' },
 *         { role: 'user', content: message.content.slice(11) },
 *       ],
 *     });
 *     await this.messages.reply(message, content);
 *   }
 * }
 * ```
 */
export interface Ai {
  /**
   * Lists the models of the host.
   *
   * @returns The models, the first choice first.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `ai.use`.
   */
  models(): Promise<readonly AiModel[]>;
  /**
   * Asks a model and waits for the whole answer.
   *
   * @param request - The conversation, and which model.
   * @returns The answer.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `ai.use`.
   * @throws {@link HostError} `NOT_AVAILABLE` when no such model is there; `AI_FAILED` when it could not answer, with
   *   `retryAfterMs` in its `details` where the model’s service says when to ask again; `INVALID_ARGUMENT`.
   */
  chat(request: AiRequest): Promise<AiAnswer>;
  /**
   * Asks a model and reads its answer piece by piece. Leaving early ends the answer.
   *
   * @param request - The conversation, and which model.
   * @returns The pieces of the text, as they come; fails as `chat` does when it is read.
   */
  stream(request: AiRequest): AsyncIterable<string>;
}

/** The AI models of the host that runs this plugin. */
export const ai: Ai = {
  models: async () => (await callHost('ai.models', {})) as unknown as readonly AiModel[],
  chat: async (request) => (await callHost('ai.chat', toParams(request))) as unknown as AiAnswer,
  async *stream(request) {
    const { stream } = (await callHost('ai.stream', toParams(request))) as { readonly stream: number };
    for await (const piece of readHostStream(stream)) yield piece as string;
  },
};

function toParams({ messages, model, temperature, maxTokens, stop }: AiRequest): Readonly<Record<string, JsonValue | undefined>> {
  return {
    messages: messages.map(({ role, content }) => ({ role, content })),
    model,
    temperature,
    maxTokens,
    stop,
  };
}

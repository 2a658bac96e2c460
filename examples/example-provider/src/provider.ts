import { Provider, type ChatDelta, type ChatMessage, type ChatModel, type ChatOptions } from 'plexi-plugin/sdk';
import { Service } from './service.ts';

/** Offers the models of the service. */
export default class ExampleProvider extends Provider {
  readonly #service = new Service(this.context);

  override listModels(): Promise<readonly ChatModel[]> {
    return this.#service.listModels();
  }

  override chatCompletion(messages: readonly ChatMessage[], model: string, options: ChatOptions): AsyncIterable<ChatDelta> {
    return this.#service.chat(messages, model, options);
  }
}

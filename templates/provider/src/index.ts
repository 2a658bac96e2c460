import { Provider, type ChatDelta, type ChatMessage, type ChatOptions, type SelfTestReport } from 'plexi-plugin/sdk';
import { answer } from './answer.ts';

/** Offers one model, which streams its answers word by word. */
export default class MyPlugin extends Provider {
  override readonly models = [{ id: 'pip-1', name: 'Pip', description: 'Answers without any network.', contextTokens: 1_000 }];

  override async *chatCompletion(messages: readonly ChatMessage[], _model: string, { signal, maxTokens = 1_000 }: ChatOptions): AsyncGenerator<ChatDelta> {
    const words = answer(messages, await this.config.get('name')).split(/(?<= )/);
    const spoken = words.slice(0, maxTokens);
    for (const word of spoken) {
      // Whoever stopped reading wants no more words.
      if (signal.aborted) return;
      yield { content: word };
    }
    const promptTokens = messages.reduce((count, { content }) => count + content.split(' ').length, 0);
    yield { finishReason: spoken.length < words.length ? 'length' : 'stop', usage: { promptTokens, completionTokens: spoken.length } };
  }

  override selfTest(): SelfTestReport {
    return { passed: answer([{ role: 'user', content: 'hello' }], 'Pip').includes('Pip') };
  }
}

import { HostCallError } from '../../sandbox/engine.ts';
import type { ChatRequest, Providers } from '../extension-points/providers.ts';

/** The AI models that plugins may ask: those of provider plugins, unless the host program brings its own. */
export type AiService = Providers;

/** What a model in a test says; a function sees what was asked. */
export type FakeReply = string | ((request: ChatRequest) => string | Promise<string>);

/** Models that say what a test has told them to. */
export interface FakeAi extends AiService {
  /** Gives the next answers, one each; the last one is given again and again. */
  reply(...answers: readonly FakeReply[]): void;
  /** Everything that was asked, oldest first. */
  readonly requests: readonly ChatRequest[];
}

/** Makes a model called `test`. */
export function createFakeAi(): FakeAi {
  const answers: FakeReply[] = [];
  const requests: ChatRequest[] = [];
  async function answer(request: ChatRequest): Promise<string> {
    requests.push(request);
    const next = answers.length > 1 ? answers.shift() : answers[0];
    if (next === undefined) throw new HostCallError('NOT_AVAILABLE', `the test has no answer for the model: write host.ai.reply('…')`);
    return typeof next === 'string' ? next : next(request);
  }
  return {
    requests,
    reply: (...given) => { answers.splice(0, answers.length, ...given); },
    listModels: () => Promise.resolve([{ plugin: 'test', id: 'test' }]),
    chat: async (request) => ({ plugin: 'test', model: request.model, content: await answer(request) }),
    async *stream(request) {
      for (const word of (await answer(request)).split(/(?<=\s)/)) yield { content: word };
    },
  };
}

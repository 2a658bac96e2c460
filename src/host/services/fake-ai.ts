import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { createDiagnostic } from '../../core/diagnostics/plexi-error.ts';
import { HostCallError } from '../../sandbox/engine.ts';
import { createSystemClock, type Clock } from '../clock.ts';
import type { ChatRequest } from '../extension-points/providers.ts';
import type { AiService } from './ai.ts';
import { readPrompt } from './model-prompt.ts';
import { createModelScript, type ModelScript } from './model-script.ts';
import { speak, type Speech } from './model-turn.ts';

/** Models that say what a test has told them to. */
export interface FakeAi extends AiService, ModelScript {
  /** Everything that was asked, oldest first. */
  readonly requests: readonly ChatRequest[];
}

/** What a model of a test works with. */
export interface FakeAiOptions {
  /** What its delays are measured by; default: the machine's clock. */
  readonly clock?: Clock;
  /** Takes a question to which a script or rules have no answer: `PLX4450`. The plugin gets `NOT_AVAILABLE`. */
  readonly onUnanswered?: (problem: Diagnostic) => void;
}

const LONGEST_PROMPT = 200;

/** Makes a model called `test`. */
export function createFakeAi({ clock = createSystemClock(), onUnanswered = () => undefined }: FakeAiOptions = {}): FakeAi {
  const { take, ...script } = createModelScript();
  const requests: ChatRequest[] = [];

  async function findSpeech(request: ChatRequest): Promise<Speech> {
    requests.push(request);
    const next = take(request);
    if (typeof next !== 'function') throw refuse(request, next.reason);
    try {
      return await next(request);
    } catch (error) {
      throw error instanceof Error ? new HostCallError('AI_FAILED', error.message) : error;
    }
  }

  function refuse(request: ChatRequest, reason: string | undefined): HostCallError {
    if (reason === undefined) return new HostCallError('NOT_AVAILABLE', `the test has no answer for the model: write host.ai.reply('…')`);
    const problem = createDiagnostic('PLX4450', { prompt: shorten(readPrompt(request)), number: requests.length, reason });
    onUnanswered(problem);
    return new HostCallError('NOT_AVAILABLE', problem.message);
  }

  async function* answer(request: ChatRequest): AsyncGenerator<string, undefined> {
    yield* speak(await findSpeech(request), clock, request.signal ?? new AbortController().signal);
  }

  return {
    ...script,
    requests,
    listModels: () => Promise.resolve([{ plugin: 'test', id: 'test' }]),
    async chat(request) {
      const pieces: string[] = [];
      for await (const piece of answer(request)) pieces.push(piece);
      return { plugin: 'test', model: request.model, content: pieces.join('') };
    },
    async *stream(request) {
      for await (const content of answer(request)) yield { content };
    },
  };
}

function shorten(text: string): string {
  return text.length > LONGEST_PROMPT ? `${text.slice(0, LONGEST_PROMPT)}…` : text;
}

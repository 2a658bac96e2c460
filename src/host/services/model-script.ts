import type { ChatRequest } from '../extension-points/providers.ts';
import { fitsPrompt, type PromptPattern } from './model-prompt.ts';
import { readReply, type ModelTurn, type Speech } from './model-turn.ts';

/** What a test tells a model to do. */
export interface ModelScript {
  /** Gives the next answers, one each; the last one is given again and again. They take the place of those before. */
  reply(...turns: readonly ModelTurn[]): void;
  /** Gives exactly these answers, one each, and no other: a further question fails the test. They take the place of those before. */
  script(...turns: readonly ModelTurn[]): void;
  /**
   * Answers certain questions in whatever order they come; the last rule that fits answers. Of several answers the last
   * one is given again and again.
   *
   * @param prompt - What the last message or an instruction contains or matches, or a function that sees the question.
   */
  when(prompt: PromptPattern, ...turns: readonly [ModelTurn, ...ModelTurn[]]): void;
}

/** Decides what a model says to a question. */
export type Act = (request: ChatRequest) => Promise<Speech>;

/** Why nothing answers a question; without a reason where the test has said nothing at all. */
export interface Silence {
  readonly reason?: string;
}

/** A script that can be acted. */
export interface LiveScript extends ModelScript {
  /** Takes the next turn for a question. */
  readonly take: (request: ChatRequest) => Act | Silence;
}

/** Makes a script in which nothing is said. */
export function createModelScript(): LiveScript {
  const rules: { readonly prompt: PromptPattern; readonly take: () => Act | undefined }[] = [];
  let takeNext: () => Act | Silence = () => ({});
  return {
    reply(...turns) {
      const take = repeatLast(turns);
      takeNext = () => take() ?? {};
    },
    script(...turns) {
      const left = turns.map(prepare);
      const reason = turns.length === 0 ? 'its script is empty' : `its script ends after turn ${turns.length}`;
      takeNext = () => left.shift() ?? { reason };
    },
    when(prompt, ...turns) {
      rules.unshift({ prompt, take: repeatLast(turns) });
    },
    take(request) {
      const next = rules.find(({ prompt }) => fitsPrompt(request, prompt))?.take() ?? takeNext();
      return typeof next === 'function' || next.reason !== undefined || rules.length === 0 ? next : { reason: 'no rule fits' };
    },
  };
}

function repeatLast(turns: readonly ModelTurn[]): () => Act | undefined {
  const acts = turns.map(prepare);
  return () => (acts.length > 1 ? acts.shift() : acts[0]);
}

// What makes no sense is told where it was written, not when the plugin asks.
function prepare(turn: ModelTurn): Act {
  if (typeof turn === 'function') return async (request) => readReply(await turn(request));
  const speech = readReply(turn);
  return () => Promise.resolve(speech);
}

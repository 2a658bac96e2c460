import { HostCallError } from '../../sandbox/engine.ts';
import type { Clock } from '../clock.ts';
import type { ChatRequest } from '../extension-points/providers.ts';
import { parseDuration } from '../parse-duration.ts';
import { wait } from '../wait.ts';

interface Delayed {
  /** How long it takes first, on the clock of the test: `250ms`, `30s`, or milliseconds. */
  readonly delay?: number | string;
}

interface Spoken extends Delayed {
  /** How long it takes from one piece to the next, on the clock of the test. */
  readonly pause?: number | string;
  /** The answer breaks off after so many pieces. */
  readonly breakAfter?: number;
  readonly status?: never;
}

/** A text that a model says; whoever reads it piece by piece gets it word by word. */
export interface SpokenText extends Spoken {
  readonly text: string;
  readonly stream?: never;
}

/** A text that a model says in just these pieces; whoever asks for the whole answer gets them put together. */
export interface SpokenPieces extends Spoken {
  readonly stream: readonly string[];
  readonly text?: never;
}

/** A model that fails, as its service does. */
export interface FailedAnswer extends Delayed {
  /** What the service answers: 429 when it is asked too often, 503 when it is busy; any from 400 to 599. */
  readonly status: number;
  /** When the service wants to be asked again: the plugin gets it as `retryAfterMs` in the details of the error. */
  readonly retryAfter?: number | string;
  readonly text?: never;
  readonly stream?: never;
  readonly pause?: never;
  readonly breakAfter?: never;
}

/** What a model does when it is asked. */
export type ModelReply = string | SpokenText | SpokenPieces | FailedAnswer;

/** What a model does when it is asked; a function sees the question, and may throw, as a model that fails. */
export type ModelTurn = ModelReply | ((request: ChatRequest) => ModelReply | Promise<ModelReply>);

/** What comes of a reply: pieces, and at their end perhaps a failure. */
export interface Speech {
  readonly delayMs: number;
  readonly pauseMs: number;
  readonly pieces: readonly string[];
  readonly failure?: HostCallError;
}

/**
 * Reads a reply.
 *
 * @throws TypeError when it makes no sense; {@link PlexiError} `PLX4110` when a time is no duration.
 */
export function readReply(reply: ModelReply): Speech {
  if (typeof reply === 'string') return readReply({ text: reply });
  const { delay = 0, pause = 0, breakAfter, text, stream, status } = reply;
  if ([text, stream, status].filter((part) => part !== undefined).length !== 1) throw new TypeError(`a turn of a model has one of "text", "stream" and "status", unlike ${JSON.stringify(reply)}`);
  const pace = { delayMs: parseDuration(delay), pauseMs: parseDuration(pause) };
  if (status !== undefined) return { ...pace, pieces: [], failure: createFailure(reply) };
  const pieces = stream ?? text.split(/(?<=\s)/);
  if (breakAfter === undefined) return { ...pace, pieces };
  return { ...pace, pieces: pieces.slice(0, breakAfter), failure: fail(`the answer of the model broke off after ${breakAfter} of its ${pieces.length} pieces`) };
}

/** Lets a model say its pieces in their time. */
export async function* speak({ delayMs, pauseMs, pieces, failure }: Speech, clock: Clock, signal: AbortSignal): AsyncGenerator<string, undefined> {
  const pass = async (ms: number): Promise<void> => { if (ms > 0) await wait(clock, ms, signal); };
  await pass(delayMs);
  for (const [at, piece] of pieces.entries()) {
    if (at > 0) await pass(pauseMs);
    yield piece;
  }
  if (failure !== undefined) throw failure;
  return undefined;
}

function createFailure({ status, retryAfter }: FailedAnswer): HostCallError {
  if (!Number.isInteger(status) || status < 400 || status > 599) throw new TypeError(`a model that fails has a status from 400 to 599, not ${String(status)}`);
  return fail(`the service of the model answered ${status}`, retryAfter);
}

function fail(what: string, retryAfter?: number | string): HostCallError {
  return new HostCallError('AI_FAILED', `${what}, because the test wants it`, retryAfter === undefined ? {} : { retryAfterMs: parseDuration(retryAfter) });
}

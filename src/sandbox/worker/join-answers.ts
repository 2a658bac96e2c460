import type { ToWorker } from '../wire.ts';

/** Answers that enter the guest together. */
export type JoinedAnswers = readonly ['answers', ids: readonly number[], values: string];

// The values of one entry are in the guest's memory twice while they are read.
const MOST_TEXT = 64 * 1024;

/**
 * Joins answers without bytes that follow each other: to enter the guest costs more than what most of them say.
 *
 * @returns The same messages in the same order; the values of joined answers are one JSON array.
 */
export function joinAnswers(batch: readonly ToWorker[]): readonly (ToWorker | JoinedAnswers)[] {
  const joined: (ToWorker | JoinedAnswers)[] = [];
  let answers: Extract<ToWorker, readonly ['answer', ...unknown[]]>[] = [];
  let size = 0;
  const flush = (): void => {
    if (answers.length < 2) joined.push(...answers);
    else joined.push(['answers', answers.map(([, id]) => id), `[${answers.map(([, , value]) => value).join(',')}]`]);
    answers = [];
    size = 0;
  };
  for (const message of batch) {
    const isJoinable = message[0] === 'answer' && message[3] === undefined;
    if (!isJoinable || size + message[2].length > MOST_TEXT) flush();
    if (isJoinable) {
      answers.push(message);
      size += message[2].length;
    } else joined.push(message);
  }
  flush();
  return joined;
}

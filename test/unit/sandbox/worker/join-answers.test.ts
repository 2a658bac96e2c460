import { describe, expect, test } from 'vitest';
import { joinAnswers } from '../../../../src/sandbox/worker/join-answers.ts';
import type { ToWorker } from '../../../../src/sandbox/wire.ts';

const BYTES = { places: '[[1,[]]]', bytes: new ArrayBuffer(1) };

describe('joinAnswers', () => {
  test('joins answers that follow each other', () => {
    expect(joinAnswers([['answer', 1, '{"a":1}'], ['answer', 7, 'null'], ['answer', 3, '[]']])).toEqual([['answers', [1, 7, 3], '[{"a":1},null,[]]']]);
  });

  test('leaves alone what stands alone', () => {
    const batch: readonly ToWorker[] = [['answer', 1, '1']];
    expect(joinAnswers(batch)).toEqual(batch);
    expect(joinAnswers([])).toEqual([]);
  });

  test('keeps the order of everything, and joins nothing across it', () => {
    const batch: readonly ToWorker[] = [['answer', 1, '1'], ['now', 5], ['answer', 2, '2'], ['answer', 3, '3'], ['refuse', 4, '{}'], ['answer', 5, '5']];
    expect(joinAnswers(batch)).toEqual([['answer', 1, '1'], ['now', 5], ['answers', [2, 3], '[2,3]'], ['refuse', 4, '{}'], ['answer', 5, '5']]);
  });

  test('does not join what has bytes with it', () => {
    const batch: readonly ToWorker[] = [['answer', 1, '1'], ['answer', 2, 'null', BYTES], ['answer', 3, '3']];
    expect(joinAnswers(batch)).toEqual(batch);
  });

  test('does not join what is large', () => {
    const large = JSON.stringify('x'.repeat(40_000));
    const batch: readonly ToWorker[] = [['answer', 1, large], ['answer', 2, large], ['answer', 3, '3']];
    expect(joinAnswers(batch)).toEqual([['answer', 1, large], ['answers', [2, 3], `[${large},3]`]]);
  });
});

import { expect, test } from 'vitest';
import { listQuestions } from '../../../src/testing/list-questions.ts';

test('lists of each question its options, its instructions, and what it asks last', () => {
  const user = (content: string) => ({ role: 'user' as const, content });
  const system = { role: 'system' as const, content: 'Be brief.' };
  const requests = [
    { model: 'test', messages: [user('hello')], signal: new AbortController().signal },
    { model: 'test', temperature: 0, messages: [system, user('one'), { role: 'assistant' as const, content: 'two' }, user('x'.repeat(201))] },
    { model: 'other', messages: [] },
  ];
  expect(listQuestions(requests).split('\n')).toEqual([
    'it asked the model 3 questions:',
    '  1. model "test"',
    '     user: "hello"',
    '  2. model "test", temperature 0',
    '     system: "Be brief."',
    '     … 2 more',
    `     user: "${'x'.repeat(200)}…"`,
    '  3. model "other"',
  ]);
  expect(listQuestions(requests.slice(0, 1))).toMatch(/^it asked the model one question:/);
  expect(listQuestions([])).toBe('it asked the model nothing');
});

import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../../src/core/diagnostics/diagnostic.ts';
import { createFakeAi } from '../../../../src/host/services/fake-ai.ts';

function open() {
  const problems: Diagnostic[] = [];
  const ai = createFakeAi({ onUnanswered: (problem) => { problems.push(problem); } });
  const request = (content: string) => ({ model: 'test', messages: [{ role: 'user' as const, content }] });
  const ask = async (content: string): Promise<string> => (await ai.chat(request(content))).content;
  const read = async (content: string): Promise<readonly string[]> => {
    const pieces: string[] = [];
    for await (const piece of ai.stream(request(content))) pieces.push(piece.content ?? '');
    return pieces;
  };
  return { ai, ask, read, problems };
}

describe('a model of a test', () => {
  test('replies, and repeats what it said last', async () => {
    const { ai, ask } = open();
    ai.reply('one', { text: 'two' });
    expect([await ask('a'), await ask('b'), await ask('c')]).toEqual(['one', 'two', 'two']);
    ai.reply('three');
    expect(await ask('d')).toBe('three');
  });

  test('keeps to its script, whole or piece by piece', async () => {
    const { ai, ask, read, problems } = open();
    ai.script({ stream: ['o', 'ne'] }, { stream: ['tw', 'o'] }, 'three four');
    expect([await ask('a'), await read('b'), await read('c')]).toEqual(['one', ['tw', 'o'], ['three ', 'four']]);
    await expect(ask('what now?')).rejects.toMatchObject({ code: 'NOT_AVAILABLE' });
    await expect(read('and now?')).rejects.toMatchObject({ code: 'NOT_AVAILABLE' });
    expect(problems.map(({ code, message }) => [code, message])).toEqual([
      ['PLX4450', 'the model has no answer to question 4, "what now?": its script ends after turn 3'],
      ['PLX4450', 'the model has no answer to question 5, "and now?": its script ends after turn 3'],
    ]);
  });

  test('with an empty script must not be asked', async () => {
    const { ai, ask, problems } = open();
    ai.script();
    await expect(ask('hello')).rejects.toMatchObject({ code: 'NOT_AVAILABLE' });
    expect(problems).toMatchObject([{ code: 'PLX4450', message: expect.stringContaining('its script is empty') as unknown }]);
  });

  test('of which the test says nothing is not there, and no problem', async () => {
    const { ai, ask, problems } = open();
    await expect(ask('hello')).rejects.toMatchObject({ code: 'NOT_AVAILABLE', message: expect.stringContaining('host.ai.reply') as unknown });
    ai.reply('one');
    ai.reply();
    await expect(ask('hello')).rejects.toMatchObject({ code: 'NOT_AVAILABLE' });
    expect(problems).toEqual([]);
  });

  test('answers by rules in any order; the last rule that fits counts, and takes no turn of the script', async () => {
    const { ai, ask, problems } = open();
    ai.script('first', 'second');
    ai.when(/weather/, 'sunny', 'rainy');
    ai.when('weather in Oslo', { status: 503 }, 'cold');
    await expect(ask('the weather in Oslo')).rejects.toMatchObject({ code: 'AI_FAILED' });
    expect(await ask('hello')).toBe('first');
    expect([await ask('the weather'), await ask('the weather in Oslo'), await ask('weather?'), await ask('weather!')]).toEqual(['sunny', 'cold', 'rainy', 'rainy']);
    expect(await ask('goodbye')).toBe('second');
    expect(problems).toEqual([]);
  });

  test('has rules only: what fits none is a problem', async () => {
    const { ai, ask, problems } = open();
    ai.when(/weather/, 'sunny');
    await expect(ask(`${'a'.repeat(200)}bcd`)).rejects.toMatchObject({ code: 'NOT_AVAILABLE' });
    expect(problems.map(({ message }) => message)).toEqual([`the model has no answer to question 1, "${'a'.repeat(200)}…": no rule fits`]);
  });

  test('lets a function decide, which sees the question, and may fail', async () => {
    const { ai, ask, read } = open();
    ai.script(({ messages }) => `you said ${messages[0]?.content ?? ''}`, () => Promise.resolve({ stream: ['a', 'b'] }), () => { throw new Error('expected 3 to be 4'); });
    expect([await ask('hi'), await read('more')]).toEqual(['you said hi', ['a', 'b']]);
    await expect(ask('?')).rejects.toMatchObject({ code: 'AI_FAILED', message: 'expected 3 to be 4' });
  });

  test('tells where it was written of a turn that makes no sense', () => {
    const { ai } = open();
    expect(() => { ai.script('fine', { status: 200 }); }).toThrow('from 400 to 599');
    expect(() => { ai.when('x', { text: 'y', delay: 'soon' }); }).toThrowCode('PLX4110');
  });

  test('shows what it was asked, in order', async () => {
    const { ai, ask } = open();
    ai.script('one', { status: 503 });
    await ask('a');
    await ask('b').catch(() => undefined);
    await ask('c').catch(() => undefined);
    expect(ai.requests.map(({ messages }) => messages[0]?.content)).toEqual(['a', 'b', 'c']);
  });

  test('is called "test"', async () => {
    expect(await open().ai.listModels()).toEqual([{ plugin: 'test', id: 'test' }]);
  });
});

import { createTestHost, describe, expect, test } from 'plexi-plugin/testing';

const ask = (content: string) => ({ model: 'pip-1', messages: [{ role: 'user', content }] as const });

describe('pip-1', () => {
  test('answers whole, and counts the words', async () => {
    const host = await createTestHost();
    expect(await host.providers.chat(ask('the weather'))).toMatchObject({
      content: 'Tell me more about the weather.',
      finishReason: 'stop',
      usage: { promptTokens: 2, completionTokens: 6 },
    });
  });

  test('streams word by word', async () => {
    const host = await createTestHost({ config: { name: 'Max' } });
    const words: string[] = [];
    for await (const { content = '' } of host.providers.stream(ask('hello'))) words.push(content);
    expect(words.join('')).toBe('Hello, I am Max. What shall we talk about?');
    expect(words.length).toBeGreaterThan(5);
  });

  test('says no more than it may', async () => {
    const host = await createTestHost();
    expect(await host.providers.chat({ ...ask('the weather'), maxTokens: 2 })).toMatchObject({ content: 'Tell me ', finishReason: 'length' });
  });

  test('is listed', async () => {
    const host = await createTestHost();
    expect(await host.providers.listModels()).toMatchObject([{ id: 'pip-1', name: 'Pip' }]);
  });
});

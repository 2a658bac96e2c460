import { createTestHost, describe, expect, test, type TestHost } from 'plexi-plugin/testing';

const COMPLETIONS = 'POST https://api.example.com/v1/chat/completions';
const question = { model: 'example-small', messages: [{ role: 'user', content: 'What is a plugin?' }] } as const;

function sayPiece(content: string, finish_reason: string | null = null): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason }] })}\n\n`;
}

async function* sayAndWait(content: string, end: Promise<unknown>): AsyncGenerator<string> {
  yield sayPiece(content);
  await end;
}

async function start(): Promise<TestHost> {
  const host = await createTestHost({ config: { api_key: 'key-7f3a' } });
  host.http.on('GET https://api.example.com/v1/models', { json: { data: [{ id: 'example-small' }] } });
  return host;
}

test('answers whole', async () => {
  const host = await createTestHost({ recording: 'tests/recordings/chat.json', config: { api_key: 'only-for-recording' } });
  expect(await host.providers.chat({ ...question, maxTokens: 60 })).toEqual({
    plugin: 'example-provider',
    model: 'example-small',
    content: 'A plugin adds something to a program.',
    finishReason: 'stop',
    usage: { promptTokens: 12, completionTokens: 8 },
  });
});

test('never shows the key', async () => {
  const host = await start();
  host.http.on(COMPLETIONS, { status: 500, text: 'bad key key-7f3a' });
  await expect(host.providers.chat(question)).rejects.not.toThrow('key-7f3a');
  expect(host.http.requests.at(-1)?.headers['authorization']).toBe('Bearer key-7f3a');
});

describe('a stream', () => {
  test('comes piece by piece', async () => {
    const host = await start();
    host.http.on(COMPLETIONS, { stream: [sayPiece('A guest'), sayPiece(' with a key.'), sayPiece('', 'stop'), 'data: [DONE]\n\n'] });
    const pieces: (string | undefined)[] = [];
    for await (const { content } of host.providers.stream(question)) pieces.push(content);
    expect(pieces).toEqual(['A guest', ' with a key.', undefined]);
  });

  test('ends the request when nobody reads on', async () => {
    const host = await start();
    let ended = Promise.resolve('not even begun');
    host.http.on(COMPLETIONS, (_request, signal) => {
      ended = new Promise((resolve) => { signal.addEventListener('abort', () => { resolve('ended'); }); });
      return { stream: sayAndWait('A guest', ended) };
    });
    for await (const { content } of host.providers.stream(question)) if (content === 'A guest') break;
    expect(await ended).toBe('ended');
  });

  test('that breaks off is no answer', async () => {
    const host = await start();
    host.http.on(COMPLETIONS, { stream: [sayPiece('A guest')] });
    const read = async () => { for await (const { content } of host.providers.stream(question)) expect(content).toBe('A guest'); };
    await expect(read()).rejects.toThrow('broke off in the middle');
  });
});

test('says how long to wait when there were too many requests', async () => {
  const host = await start();
  host.http.on(COMPLETIONS, { status: 429, headers: { 'retry-after': '7' } });
  await expect(host.providers.chat(question)).rejects.toThrow('too many requests; try again in 7 seconds');
});

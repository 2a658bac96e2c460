import { describe, expect, test } from 'vitest';
import { createFakeAi } from '../../../src/host/services/fake-ai.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from './open-host.ts';

const ASKS = `
import { HostError, MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
export default class Asks extends MessageProcessor {
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    const [how, model] = message.content.split(' ');
    const request = { messages: [{ role: 'user' as const, content: 'hello' }], temperature: 0.5, ...(model !== undefined && { model }) };
    try {
      if (how === 'models') this.logger.info('models', { models: await this.ai.models() });
      if (how === 'chat') this.logger.info('chat', { answer: await this.ai.chat(request) });
      if (how === 'stream') for await (const piece of this.ai.stream(request)) this.logger.info(piece);
      if (how === 'leave') for await (const piece of this.ai.stream(request)) { this.logger.info(piece); break; }
    } catch (error) {
      this.logger.info(error instanceof HostError ? [error.code, error.details['retryAfterMs']].filter((part) => part !== undefined).join(' ') : String(error));
    }
  }
}`;
const PARROT = `
import { Provider, type ChatMessage, type ChatOptions } from 'plexi-plugin/sdk';
export default class Parrot extends Provider {
  override readonly models = [{ id: 'parrot-1', name: 'Parrot' }];
  override chatCompletion(messages: readonly ChatMessage[], model: string, { stream }: ChatOptions) {
    if (stream) return this.words();
    return { content: messages.map(({ content }) => content).join() + ' from ' + model };
  }
  async *words() { try { for (const content of ['one ', 'two ', 'three']) yield { content }; } finally { this.logger.info('closed'); } }
}`;
const BUSY = `
import { Provider, RateLimitError, type ChatMessage, type ChatOptions } from 'plexi-plugin/sdk';
export default class Busy extends Provider {
  override readonly models = [{ id: 'busy-1' }];
  override chatCompletion(_messages: readonly ChatMessage[], _model: string, { stream }: ChatOptions) {
    if (stream) return this.words();
    throw new RateLimitError(30_000);
  }
  async *words() { yield { content: 'one ' }; throw new RateLimitError(60_000); }
}`;
const MANIFEST = { permissions: ['messages.read', 'ai.use'] };

describe('the models of the host', () => {
  async function open() {
    const host = openHost();
    await host.start(await buildPlugin(PARROT, { name: 'parrot', type: 'provider', permissions: [] }));
    await host.start(await buildPlugin(ASKS, MANIFEST));
    return { ...host, lines: () => host.logs.map(({ text, fields }) => (fields ? [text, fields] : text)) };
  }

  test('are those of provider plugins', async () => {
    const { say, lines } = await open();
    await say('models');
    await say('chat');
    await say('chat parrot/parrot-1');
    const answer = { plugin: 'parrot', model: 'parrot-1', content: 'hello from parrot-1' };
    expect(lines()).toEqual([['models', { models: [{ id: 'parrot-1', plugin: 'parrot', name: 'Parrot' }] }], ['chat', { answer }], ['chat', { answer }]]);
  });

  test('answer piece by piece, and stop when nobody reads on', async () => {
    const { say, lines } = await open();
    await say('stream');
    await say('leave');
    await expect.poll(lines).toEqual(['one ', 'two ', 'three', 'closed', 'one ', 'closed']);
  });

  test('that are not there are NOT_AVAILABLE', async () => {
    const { say, lines } = await open();
    await say('chat parrot-9');
    await say('stream parrot-9');
    expect(lines()).toEqual(['NOT_AVAILABLE', 'NOT_AVAILABLE']);
  });

  test('say when to ask again, where their provider knows it', async () => {
    const { start, say, logs } = openHost();
    await start(await buildPlugin(BUSY, { name: 'busy', type: 'provider', permissions: [] }));
    await start(await buildPlugin(ASKS, MANIFEST));
    await say('chat');
    await say('stream');
    expect(logs.map(({ text }) => text)).toEqual(['AI_FAILED 30000', 'one ', 'AI_FAILED 60000']);
  });

  test('may be the host program’s own, and in a test say what they are told to', async () => {
    const ai = createFakeAi();
    ai.reply('first', ({ messages }) => `you said ${messages[0]?.content ?? ''}`);
    const { start, manager, logs } = openHost({ services: { ai } });
    await start(await buildPlugin(ASKS, MANIFEST));
    for (const content of ['chat', 'stream']) await manager.services.chat.send({ channelId: 'general', authorId: 'ada', content });
    await manager.settled();
    expect(logs.map(({ text }) => text)).toEqual(['chat', 'you ', 'said ', 'hello']);
    expect(ai.requests[0]).toMatchObject({ model: 'test', temperature: 0.5, messages: [{ role: 'user', content: 'hello' }] });
  });

  test('are not asked without permission', async () => {
    const { start, say, logs, manager } = openHost();
    await start(await buildPlugin(ASKS, { permissions: ['messages.read'] }));
    await say('chat');
    expect(logs.map(({ text }) => text)).toEqual(['PERMISSION_DENIED']);
    expect(manager.denials).toMatchObject([{ permission: 'ai.use', method: 'ai.chat' }]);
  });
});

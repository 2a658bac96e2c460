import { describe, expect, test } from 'vitest';
import { createProviders } from '../../../src/host/extension-points/providers.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from '../host/open-host.ts';

const CODE = `
import { Provider, type ChatDelta, type ChatMessage, type ChatOptions } from 'plexi-plugin/sdk';

export default class Parrot extends Provider {
  override readonly models = [{ id: 'parrot-1', contextTokens: 100 }];

  override listModels() { return [{ id: 'parrot-2' }]; }

  override async *chatCompletion(messages: readonly ChatMessage[], model: string, { signal, stream }: ChatOptions): AsyncGenerator<ChatDelta> {
    const words = messages.at(-1)?.content ?? '';
    if (words === 'crash') throw new Error('no voice');
    if (words === 'lie') { yield { content: 'a' }; yield { content: 1 } as never; }
    try {
      do {
        for (const letter of words) yield { content: letter };
      } while (words === 'ever' && !signal.aborted);
      yield { finishReason: 'stop', usage: { promptTokens: messages.length, completionTokens: words.length } };
    } finally {
      await this.storage.set('ended', { model, stream });
    }
  }
}`;

async function openProviders(name = 'parrots') {
  const host = openHost();
  await host.start(await buildPlugin(CODE, { name, type: 'provider', permissions: [] }));
  const ended = (): Promise<unknown> => host.manager.services.storage.open(name).get('ended');
  return { ...host, ended, providers: createProviders(host.manager) };
}

const ask = (content: string, model = 'parrot-1') => ({ model, messages: [{ role: 'user', content }] as const });

describe('a provider in the sandbox', () => {
  test('answers whole or in pieces, as it is asked', async () => {
    const { providers, ended } = await openProviders();
    expect(await providers.chat(ask('ha'))).toEqual({ plugin: 'parrots', model: 'parrot-1', content: 'ha', finishReason: 'stop', usage: { promptTokens: 1, completionTokens: 2 } });
    const pieces: unknown[] = [];
    for await (const piece of providers.stream(ask('ha', 'parrots/parrot-2'))) pieces.push(piece);
    expect(pieces).toEqual([{ content: 'h' }, { content: 'a' }, { finishReason: 'stop', usage: { promptTokens: 1, completionTokens: 2 } }]);
    expect(await ended()).toEqual({ model: 'parrot-2', stream: true });
  });

  test('lists its models', async () => {
    const { providers } = await openProviders();
    expect(await providers.listModels()).toEqual([{ plugin: 'parrots', id: 'parrot-1', contextTokens: 100 }, { plugin: 'parrots', id: 'parrot-2' }]);
  });

  test('is stopped by a reader who stops', async () => {
    const { providers, ended } = await openProviders();
    for await (const { content } of providers.stream(ask('ever'))) if (content === 'r') break;
    await expect.poll(ended).toBeDefined();
  });

  test('is stopped by a signal', async () => {
    const { providers, ended } = await openProviders();
    const controller = new AbortController();
    const reading = (async () => {
      for await (const { content } of providers.stream({ ...ask('ever'), signal: controller.signal })) if (content === 'r') controller.abort(new Error('enough'));
    })();
    await expect(reading).rejects.toThrow('enough');
    await expect.poll(ended).toBeDefined();
  });

  test('that fails or lies is told apart', async () => {
    const { providers } = await openProviders();
    await expect(providers.chat(ask('crash'))).rejects.toThrowCode('PLX4010');
    await expect(providers.chat(ask('lie'))).rejects.toThrowCode('PLX4301');
    expect(await providers.chat(ask('ha'))).toMatchObject({ content: 'ha' });
  });
});

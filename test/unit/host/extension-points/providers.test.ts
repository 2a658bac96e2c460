import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../../src/core/diagnostics/diagnostic.ts';
import { createDiagnostic, fail, PlexiError } from '../../../../src/core/diagnostics/plexi-error.ts';
import { createProviders, type ChatRequest } from '../../../../src/host/extension-points/providers.ts';
import { fakeExtensions, type FakePlugin } from './fake-extensions.ts';

const QUESTION: ChatRequest = { model: 'm-1', messages: [{ role: 'user', content: 'hello' }] };

function provider(answer: (...args: readonly never[]) => unknown, models: readonly string[] = ['m-1']): FakePlugin {
  return { contributions: { model: Object.fromEntries(models.map((id) => [id, {}])) }, hooks: { chatCompletion: answer } };
}

async function* say(...pieces: readonly unknown[]): AsyncGenerator {
  yield* pieces;
}

function open(plugins: Readonly<Record<string, FakePlugin>>) {
  const extensions = fakeExtensions(plugins);
  const passedOver: string[] = [];
  const onDiagnostic = (plugin: string, { code }: Diagnostic): void => void passedOver.push(`${plugin} ${code}`);
  return { extensions, passedOver, providers: createProviders({ extensions, onDiagnostic }) };
}

const broken = (): never => fail('PLX4113', { plugin: 'broken' });

describe('chat', () => {
  const ANSWERS = [
    ['a whole answer', () => ({ content: 'hi', finishReason: 'stop', usage: { promptTokens: 1, completionTokens: 2 } }), { content: 'hi', finishReason: 'stop', usage: { promptTokens: 1, completionTokens: 2 } }],
    ['an answer in pieces', () => say({ content: 'h' }, { content: 'i' }, { finishReason: 'length' }), { content: 'hi', finishReason: 'length' }],
    ['calls of functions', () => say({ toolCalls: [{ id: '1', name: 'a', arguments: {} }] }, { toolCalls: [{ id: '2', name: 'b', arguments: { c: 1 } }] }), { content: '', toolCalls: [{ id: '1', name: 'a', arguments: {} }, { id: '2', name: 'b', arguments: { c: 1 } }] }],
    ['an answer with more than is asked for', () => ({ content: 'hi', thoughts: 'hm' }), { content: 'hi' }],
  ] as const;
  for (const [what, answer, result] of ANSWERS) {
    test(`reads ${what}`, async () => {
      expect(await open({ parrot: provider(answer) }).providers.chat(QUESTION)).toEqual({ plugin: 'parrot', model: 'm-1', ...result });
    });
  }

  const REFUSED = [
    ['nothing', () => null],
    ['a text', () => 'hi'],
    ['a piece that is a text', () => say('hi')],
    ['a content that is none', () => ({ content: 1 })],
    ['negative usage', () => ({ content: '', usage: { promptTokens: -1, completionTokens: 0 } })],
    ['a reason nobody knows', () => ({ content: '', finishReason: 'tired' })],
    ['a call without arguments', () => ({ content: '', toolCalls: [{ id: '1', name: 'a' }] })],
  ] as const;
  for (const [what, answer] of REFUSED) {
    test(`refuses ${what}`, async () => {
      await expect(open({ parrot: provider(answer) }).providers.chat(QUESTION)).rejects.toThrowCode('PLX4301');
    });
  }

  test('does not collect for ever', async () => {
    const flood = async function* () { for (;;) yield { content: 'x'.repeat(100_000) }; };
    await expect(open({ parrot: provider(flood) }).providers.chat(QUESTION)).rejects.toThrowCode('PLX4305');
  });

  test('asks the next plugin when one fails, and tells of it', async () => {
    const { providers, passedOver } = open({ broken: provider(broken), liar: provider(() => 1), parrot: provider(() => ({ content: 'hi' })) });
    expect(await providers.chat(QUESTION)).toMatchObject({ plugin: 'parrot', content: 'hi' });
    expect(passedOver).toEqual(['broken PLX4113', 'liar PLX4301']);
  });

  test('says why each failed when all do', async () => {
    const { providers } = open({ broken: provider(broken), liar: provider(() => 1) });
    await expect(providers.chat(QUESTION)).rejects.toMatchObject({ diagnostics: [{ code: 'PLX4113' }, { code: 'PLX4301' }] });
  });

  test('keeps what the first one threw', async () => {
    const cause = { name: 'RateLimitError', message: 'later', stack: '', retryAfterMs: 5 };
    const busy = provider((): never => { throw new PlexiError([createDiagnostic('PLX4010', { plugin: 'busy', hook: 'chatCompletion', error: 'later' })], { cause }); });
    await expect(open({ busy, liar: provider(() => 1) }).providers.chat(QUESTION)).rejects.toMatchObject({ code: 'PLX4010', cause });
  });

  test('asks nobody else once it is cancelled', async () => {
    const controller = new AbortController();
    const { providers, extensions } = open({ broken: provider(() => { controller.abort(new Error('enough')); return broken(); }), parrot: provider(() => ({ content: 'hi' })) });
    await expect(providers.chat({ ...QUESTION, signal: controller.signal })).rejects.toThrow('enough');
    expect(extensions.calls.map(({ target }) => target)).toEqual(['broken.chatCompletion']);
  });

  test('hands over how the answer is wanted, and nothing of who else might give it', async () => {
    const { providers, extensions } = open({ parrot: provider(() => ({ content: 'hi' })) });
    const { signal } = new AbortController();
    await providers.chat({ ...QUESTION, model: 'parrot/m-1', temperature: 0.5, signal });
    expect(extensions.calls[0]?.args).toEqual([QUESTION.messages, 'm-1', { stream: false, temperature: 0.5, signal }]);
  });

  test('knows no model that nobody offers', async () => {
    await expect(open({ parrot: provider(() => null) }).providers.chat({ ...QUESTION, model: 'm-2' })).rejects.toThrowCode('PLX4303');
  });
});

describe('stream', () => {
  async function read(pieces: AsyncIterable<unknown>): Promise<readonly unknown[]> {
    const seen: unknown[] = [];
    for await (const piece of pieces) seen.push(piece);
    return seen;
  }

  test('gives pieces as they come; a whole answer is one', async () => {
    expect(await read(open({ parrot: provider(() => say({ content: 'h' }, { content: 'i' })) }).providers.stream(QUESTION))).toEqual([{ content: 'h' }, { content: 'i' }]);
    expect(await read(open({ parrot: provider(() => ({ content: 'hi' })) }).providers.stream(QUESTION))).toEqual([{ content: 'hi' }]);
  });

  test('asks the next plugin when one fails before its first piece, and not later', async () => {
    const late = async function* () { yield { content: 'h' }; broken(); };
    expect(await read(open({ broken: provider(() => say(1)), parrot: provider(() => say({ content: 'hi' })) }).providers.stream(QUESTION))).toEqual([{ content: 'hi' }]);
    await expect(read(open({ broken: provider(late), parrot: provider(() => say({ content: 'hi' })) }).providers.stream(QUESTION))).rejects.toThrowCode('PLX4113');
  });

  test('stops the plugin when nobody reads on', async () => {
    let ended = false;
    const endless = async function* () { try { for (;;) yield { content: 'x' }; } finally { ended = true; } };
    for await (const piece of open({ parrot: provider(endless) }).providers.stream(QUESTION)) if (piece.content === 'x') break;
    expect(ended).toBe(true);
  });
});

describe('listModels', () => {
  test('puts together what providers say in their code and what they say when asked', async () => {
    const asked: FakePlugin = { ...provider(() => null, ['a']), hooks: { listModels: () => [{ id: 'a' }, { id: 'b', contextTokens: 10 }], chatCompletion: () => ({ content: 'b' }) } };
    const { providers } = open({ asked, parrot: provider(() => null) });
    expect(await providers.listModels()).toEqual([{ plugin: 'asked', id: 'a' }, { plugin: 'asked', id: 'b', contextTokens: 10 }, { plugin: 'parrot', id: 'm-1' }]);
    expect(await providers.chat({ ...QUESTION, model: 'b' })).toMatchObject({ plugin: 'asked', model: 'b' });
  });

  test('leaves out who cannot say what it has, and tells of it', async () => {
    const { providers, passedOver } = open({ liar: { hooks: { listModels: () => [{ id: 'a b' }] } }, broken: { hooks: { listModels: broken } }, parrot: provider(() => null) });
    expect(await providers.listModels()).toEqual([{ plugin: 'parrot', id: 'm-1' }]);
    expect(passedOver.sort()).toEqual(['broken PLX4113', 'liar PLX4301']);
  });
});

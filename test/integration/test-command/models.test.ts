import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { startTestHost, type LiveTestHost } from '../../../src/test-runner/live-test-host.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { createTestEngine } from '../../helpers/sandbox.ts';

const engine = createTestEngine();
afterAll(() => engine.close());

/** Talks with a model: streams what it says into one message, waits where the model asks it to, and keeps the conversation. */
const CODE = `import { HostError, MessageProcessor, type AiMessage, type MessageEvent } from 'plexi-plugin/sdk';
export default class Companion extends MessageProcessor {
  #said: AiMessage[] = [{ role: 'system', content: 'Be brief.' }];

  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    this.#said.push({ role: 'user', content: message.content });
    const answer = await this.messages.reply(message, '…');
    const say = async (content: string): Promise<void> => { await this.messages.edit(answer.id, content); };
    let text = '';
    for (let attempt = 1; ; attempt++) {
      try {
        text = '';
        for await (const piece of this.ai.stream({ messages: this.#said, temperature: 0 })) await say(text += piece);
        this.#said.push({ role: 'assistant', content: text });
        return;
      } catch (error) {
        if (!(error instanceof HostError)) throw error;
        const { retryAfterMs } = error.details;
        if (typeof retryAfterMs !== 'number' || attempt === 3) return say(\`\${text}[\${error.code}]\`);
        await new Promise<void>((resolve) => setTimeout(resolve, retryAfterMs));
      }
    }
  }
}
`;
const building = buildPlugin(CODE, { permissions: ['messages.read', 'messages.write', 'ai.use'] });

interface Opened {
  readonly host: LiveTestHost;
  /** What stood in the last answer, one after the other. */
  readonly edits: () => readonly string[];
  readonly answer: () => string | undefined;
}

async function start(): Promise<Opened> {
  const host = await startTestHost({ source: await building, manifestFile: 'plugin.json' }, {}, engine);
  onTestFinished(() => host.close());
  const edits: string[] = [];
  host.listen(({ type, message }) => { if (type === 'message.edited') edits.push(message.content); }, () => undefined);
  return { host, edits: () => edits.splice(0), answer: () => host.messages().find(({ id }) => id === host.lastMessage?.id)?.content };
}

describe('a plugin that talks with the model of a test', () => {
  test('has a conversation of several turns, streamed, and each question holds what was said before', async () => {
    const { host, edits } = await start();
    host.ai.script({ stream: ['Hel', 'lo!'] }, ({ messages }) => `You said ${messages.filter(({ role }) => role === 'user').length} things.`);
    await host.receive('hello');
    expect(edits()).toEqual(['Hel', 'Hello!']);
    await host.receive('what did I say?');
    expect(edits().at(-1)).toBe('You said 2 things.');
    expect(host.ai.requests.map(({ model, temperature }) => [model, temperature])).toEqual([['test', 0], ['test', 0]]);
    expect(host.ai.requests[1]?.messages.map(({ role, content }) => `${role}: ${content}`)).toEqual(['system: Be brief.', 'user: hello', 'assistant: Hello!', 'user: what did I say?']);
  });

  test('waits as long as the model asks it to, on the clock of the test', async () => {
    const { host, answer } = await start();
    host.ai.script({ status: 429, retryAfter: '1h' }, { status: 429, retryAfter: '2h' }, 'At last.');
    const received = host.receive('hello');
    await host.clock.advance('2h');
    expect([host.ai.requests.length, answer()]).toEqual([2, '…']);
    await host.clock.advance('1h');
    await received;
    expect([host.ai.requests.length, answer()]).toEqual([3, 'At last.']);
  });

  test('gets what a model said before it broke off, and that it did', async () => {
    const { host, answer, edits } = await start();
    host.ai.script({ stream: ['One, ', 'two, ', 'three'], breakAfter: 2 }, 'Sorry.');
    await host.receive('count');
    expect(answer()).toBe('One, two, [AI_FAILED]');
    edits();
    await host.receive('again');
    expect(edits()).toEqual(['Sorry.']);
  });

  test('gets a failure of the service without a time', async () => {
    const { host, answer } = await start();
    host.ai.script({ status: 503 });
    await host.receive('hello');
    expect(answer()).toBe('[AI_FAILED]');
  });

  test('hears a slow model piece by piece', async () => {
    const { host, edits } = await start();
    host.ai.script({ stream: ['Good ', 'morning'], delay: '10s', pause: '2s' });
    const received = host.receive('hello');
    await host.clock.advance('9s');
    expect(edits()).toEqual([]);
    await host.clock.advance('1s');
    expect(edits()).toEqual(['Good ']);
    await host.clock.advance('2s');
    await received;
    expect(edits()).toEqual(['Good morning']);
  });

  test('fails the test when the script has ended, although it deals with that itself', async () => {
    const { host, answer } = await start();
    host.ai.script('Hello!');
    await host.receive('hello');
    await expect(host.receive('and then?')).rejects.toMatchObject({
      code: 'PLX4450',
      message: 'the model has no answer to question 2, "and then?": its script ends after turn 1',
    });
    expect(answer()).toBe('[NOT_AVAILABLE]');
  });
});

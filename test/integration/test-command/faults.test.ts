import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Manifest } from '../../../src/core/manifest/schema.ts';
import { startTestHost, type LiveTestHost } from '../../../src/test-runner/live-test-host.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { createTestEngine } from '../../helpers/sandbox.ts';

const engine = createTestEngine();
afterAll(() => engine.close());

/** Writes down what happens to it: `!keep` stores the id of the event, `!ask` asks a server. */
const CODE = `import { HostError, MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
export default class Asker extends MessageProcessor {
  override async onMessageReceived(event: MessageEvent): Promise<void> {
    const say = async (content: string): Promise<void> => { await this.messages.reply(event.message, content); };
    if (event.message.content === '!keep') {
      await this.storage.update<string[]>('seen', (seen = []) => [...seen, event.id]);
      await this.storage.set('done', true);
    }
    if (event.message.content !== '!ask') return;
    try {
      const response = await fetch('https://api.example.com/news');
      const text = await response.text();
      await say([response.status, response.headers.get('retry-after') ?? '-', text].join(' '));
    } catch (error) {
      const cause = error instanceof TypeError ? error.cause : error;
      await say(cause instanceof HostError ? cause.code : String(error));
    }
  }
}
`;
const MANIFEST: Partial<Manifest> = { permissions: ['messages.read', 'messages.write', { permission: 'external.api', hosts: ['api.example.com'] }] };
const building = buildPlugin(CODE, MANIFEST);

async function start(): Promise<LiveTestHost> {
  const host = await startTestHost({ source: await building, manifestFile: 'plugin.json' }, {}, engine);
  onTestFinished(() => host.close());
  host.http.on('GET https://api.example.com/*', { text: 'it rains' });
  return host;
}

const ask = async (host: LiveTestHost): Promise<string | undefined> => (await host.receive('!ask'))[0]?.content;

describe('the faults of a test host', () => {
  test('a host call fails as often as it should, after those that should go well', async () => {
    const host = await start();
    host.faults.fail('storage.*', { after: 1, times: 1, error: 'QUOTA_EXCEEDED' });
    await expect(host.receive('!keep')).rejects.toThrow('QUOTA_EXCEEDED');
    await host.receive('!keep');
    expect(await host.storage.get('done')).toBe(true);
  });

  test('without more words a call fails with "INTERNAL", until everything is well again', async () => {
    const host = await start();
    host.faults.fail('storage.set');
    await expect(host.receive('!keep')).rejects.toThrow('INTERNAL');
    await expect(host.receive('!keep')).rejects.toThrow('INTERNAL');
    host.faults.clear();
    await host.receive('!keep');
  });

  test('a server fails in each way', async () => {
    const host = await start();
    const answers: (string | undefined)[] = [];
    for (const fault of [{ status: 503 }, { status: 429, headers: { 'retry-after': '30' } }, { breakAfter: 2 }, { error: 'TIMEOUT' }, {}]) {
      host.faults.fail('GET https://api.example.com/*', { ...fault, times: 1 });
      answers.push(await ask(host));
    }
    expect(answers).toEqual(['503 - ', '429 30 ', 'NETWORK_FAILED', 'TIMEOUT', 'NETWORK_FAILED']);
    expect(await ask(host)).toBe('200 - it rains');
  });

  test('a stream breaks off after its first piece', async () => {
    const host = await start();
    host.http.on('GET https://api.example.com/*', { stream: ['it ', 'rains'] });
    host.faults.fail('streams.next', { after: 1, error: 'NETWORK_FAILED' });
    expect(await ask(host)).toBe('NETWORK_FAILED');
  });

  test('a call is late on the clock of the test', async () => {
    const host = await start();
    host.faults.delay('storage.set', '5s');
    const received = host.receive('!keep');
    await host.clock.advance('4s');
    expect(await host.storage.get('done')).toBeUndefined();
    await host.clock.advance('1s');
    await received;
    expect(await host.storage.get('done')).toBe(true);
  });

  test('after a breakdown the event comes again, with the same id', async () => {
    const host = await start();
    host.faults.crash('storage.set');
    await host.receive({ content: '!keep', eventId: 'event-1' });
    expect(await host.storage.get('seen')).toEqual(['event-1', 'event-1']);
    expect(await host.storage.get('done')).toBe(true);
    expect(host.plugin.state).toBe('enabled');
  });

  test('every event comes twice', async () => {
    const host = await start();
    host.faults.repeatEvents();
    await host.receive({ content: '!keep', eventId: 'event-1' });
    expect(await host.storage.get('seen')).toEqual(['event-1', 'event-1']);
  });
});

import { describe, expect, test } from 'vitest';
import { createSecurity } from '../../../src/host/extension-points/security.ts';
import { createCheckedChat } from '../../../src/host/services/checked-chat.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from '../host/open-host.ts';

const GUARD = `
import { SecurityPlugin, type CheckedMessage, type MiddlewareRequest, type Verdict } from 'plexi-plugin/sdk';

export default class Guard extends SecurityPlugin {
  override checkMessage({ content }: CheckedMessage): Verdict {
    if (content === 'crash') throw new Error('no idea');
    if (content === 'lie') return { allow: 'yes' } as never;
    return content.includes('spam') ? { allow: false, reason: 'It is spam.' } : { allow: true };
  }
  override checkRequest({ path, headers }: MiddlewareRequest): Verdict {
    return path === '/admin' ? { allow: false, reason: 'Not ' + JSON.stringify(headers['authorization'] ?? 'shown') } : { allow: true };
  }
}`;

const ECHO = `
import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';

export default class Echo extends MessageProcessor {
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    await this.messages.reply(message, message.content).catch((error) => this.storage.set('refused', error.message));
  }
}`;

async function open(grants: readonly string[] | 'all' = 'all') {
  const host = openHost();
  await host.start(await buildPlugin(GUARD, { name: 'guard', type: 'security', permissions: ['messages.read', 'requests.intercept'] }), { grants });
  return { ...host, security: createSecurity(host.manager) };
}

const message = (content: string) => ({ channelId: 'general', authorId: 'alice', content });
const request = (path: string) => ({ id: 'r-1', scope: 'web' as const, method: 'GET', path, query: {}, headers: { authorization: 'Bearer secret' } });
const answer = () => Promise.resolve({ status: 200, headers: {}, body: 'fine' });

describe('security plugins in the sandbox', () => {
  const CHECKED = [
    ['hello', { allow: true }],
    ['buy spam', { allow: false, plugin: 'guard', reason: 'It is spam.' }],
    ['crash', { allow: false, plugin: 'guard', reason: 'a check could not be made' }],
    ['lie', { allow: false, plugin: 'guard', reason: 'a check could not be made' }],
  ] as const;

  for (const [content, outcome] of CHECKED) {
    test(`say ${outcome.allow ? 'yes' : 'no'} to "${content}"`, async () => {
      const { security } = await open();
      expect(await security.checkMessage(message(content))).toEqual(outcome);
    });
  }

  test('let a host go on where a check fails, when it wants to', async () => {
    const { manager } = await open();
    const problems: string[] = [];
    const security = createSecurity({ ...manager, extensions: manager.extensions, failure: 'open', onDiagnostic: (_, { code }) => void problems.push(code) });
    expect(await security.checkMessage(message('crash'))).toEqual({ allow: true });
    expect(problems).toEqual(['PLX4010']);
  });

  test('keep a message from being written or changed', async () => {
    const { chat, security } = await open();
    const checked = createCheckedChat(chat, security);
    await expect(checked.send(message('spam'))).rejects.toMatchObject({ code: 'REFUSED', message: 'It is spam.' });
    const { id } = await checked.send(message('hello'));
    await expect(checked.edit(id, 'spam', 'alice')).rejects.toMatchObject({ code: 'REFUSED' });
    expect(chat.messages().map(({ content }) => content)).toEqual(['hello']);
  });

  test('keep other plugins from writing, who hear why', async () => {
    const { start, say, answers, manager } = await open();
    await start(await buildPlugin(ECHO, { name: 'echo' }));
    await say('more spam');
    await say('hello');
    expect(answers()).toEqual(['hello']);
    expect(await manager.services.storage.open('echo').get('refused')).toBe('It is spam.');
  });

  test('answer requests with 403, and never see credentials', async () => {
    const { security } = await open();
    expect(await security.handle(request('/'), answer)).toEqual({ status: 200, headers: {}, body: 'fine' });
    const { status, body } = await security.handle(request('/admin'), answer);
    expect([status, JSON.stringify(body).includes('secret')]).toEqual([403, false]);
  });

  test('are not asked without the permission, and the host says so', async () => {
    const { security, manager } = await open([]);
    expect(await security.checkMessage(message('spam'))).toEqual({ allow: true });
    expect(manager.denials.map(({ permission }) => permission)).toEqual(['messages.read', 'requests.intercept']);
  });
});

import { describe, expect, test } from 'vitest';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from './open-host.ts';

const ECHO = `import { MessageProcessor, PermissionError, type MessageEvent } from 'plexi-plugin/sdk';

export default class Echo extends MessageProcessor {
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    await this.messages.reply(message, 'heard ' + message.content);
  }
}`;

const CAREFUL = `import { HostError, MessageProcessor, PermissionError, type MessageEvent } from 'plexi-plugin/sdk';

export default class Careful extends MessageProcessor {
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    const error = await this.messages.reply(message, 'heard').catch((caught: unknown) => caught);
    if (!(error instanceof PermissionError)) throw new Error('not refused');
    const { code, method, permission, details } = error;
    this.logger.info('refused', { code, method, permission, declared: details['declared'] === true, isHostError: error instanceof HostError });
  }
}`;

describe('a plugin without a permission', () => {
  test('is refused the call, and the denial names permission, source line and manifest line', async () => {
    const { manager, start, say, answers, deliveries } = openHost();
    await start(await buildPlugin(ECHO, { permissions: ['messages.read'] }));
    await say('hello');
    expect(answers()).toEqual([]);
    expect(manager.denials).toMatchObject([
      {
        plugin: 'weather',
        permission: 'messages.write',
        method: 'messages.send',
        declared: false,
        manifestLine: '"permissions": [..., "messages.write"]',
        location: { file: 'src/index.ts', line: 5 },
      },
    ]);
    expect(deliveries.flatMap((report) => report.deliveries)).toMatchObject([
      { outcome: 'failed', diagnostic: { code: 'PLX4010', file: 'src/index.ts', line: 5, message: expect.stringContaining('messages.write') as string } },
    ]);
  });

  test('is told by an error of its own class, with code, method and permission', async () => {
    const { start, say, logs } = openHost();
    await start(await buildPlugin(CAREFUL), { grants: ['messages.read'] });
    await say('hello');
    expect(logs).toMatchObject([
      { text: 'refused', fields: { code: 'PERMISSION_DENIED', method: 'messages.send', permission: 'messages.write', declared: true, isHostError: true } },
    ]);
  });

  test('does not hear events, and the report says which permission is missing', async () => {
    const { manager, start, say, logs, deliveries } = openHost();
    await start(await buildPlugin(CAREFUL, { permissions: ['messages.write'] }));
    await say('hello');
    expect(logs).toEqual([]);
    expect(deliveries).toMatchObject([{ deliveries: [{ outcome: 'refused', permission: 'messages.read', diagnostic: { code: 'PLX4112', file: 'src/index.ts' } }] }]);
    expect(manager.denials).toMatchObject([{ permission: 'messages.read', method: 'message.received', declared: false }]);
  });

  test('gains nothing by a grant that its new version asks for and its old one did not', async () => {
    const { manager, start, say, answers } = openHost();
    await start(await buildPlugin(ECHO, { permissions: ['messages.read'] }));
    await manager.reloadPlugin('weather', await buildPlugin(ECHO));
    await say('hello');
    expect(answers()).toEqual([]);
    expect(manager.denials).toMatchObject([{ permission: 'messages.write', declared: true }]);
  });
});

// What a hostile bundle does without the SDK: it talks to the runtime itself.
const RAW = (body: string): string => `
import { MessageProcessor } from 'plexi-plugin/sdk';
const call = (method, params) => globalThis.__plexi.call(method, params).then((value) => ({ value }), ({ code }) => ({ code }));
export default class Raw extends MessageProcessor {
  async selfTest() { return { passed: true, message: JSON.stringify(await (async () => { ${body} })()) }; }
}`;

const HOSTILE = [
  ['parameters of the wrong type', `return call('messages.send', { channelId: 1, content: [] });`, { code: 'INVALID_ARGUMENT' }],
  ['parameters that pretend to be somebody', `return call('messages.send', { channelId: 'general', content: 'x', authorId: 'alice' });`, { code: 'INVALID_ARGUMENT' }],
  ['a message longer than allowed', `return call('messages.send', { channelId: 'general', content: 'x'.repeat(4001) });`, { code: 'INVALID_ARGUMENT' }],
  ['a key named __proto__', `await call('storage.set', { key: '__proto__', value: { polluted: true } }); return call('storage.get', { key: 'polluted' });`, { value: {} }],
  ['a setting named __proto__', `await call('config.set', { name: '__proto__', value: { polluted: true } }); const { value } = await call('config.all', {}); return { polluted: value.polluted === true, host: ({}).polluted === true };`, { polluted: false, host: false }],
  ['a method that does not exist', `return call('host.exit', {});`, { code: 'UNKNOWN_METHOD' }],
  ['a method every object has', `return call('toString', {});`, { code: 'UNKNOWN_METHOD' }],
  ['a message of another author to edit', `return call('messages.edit', { messageId: 'message-1', content: 'x' });`, { code: 'NOT_AUTHOR' }],
] as const;

describe('a plugin that talks to the runtime by hand', () => {
  for (const [what, body, answer] of HOSTILE) {
    test(`gets nowhere with ${what}`, async () => {
      const { manager, chat, start } = openHost();
      await start(await buildPlugin(RAW(body)));
      await chat.send({ channelId: 'general', authorId: 'alice', content: 'hello' });
      expect(JSON.parse((await manager.runSelfTest('weather'))?.message ?? '')).toEqual(answer);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    });
  }
});

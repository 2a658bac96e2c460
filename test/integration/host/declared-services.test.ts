import { describe, expect, test } from 'vitest';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from './open-host.ts';

const write = (services: string) => `
import { declareServices, MessageProcessor, type MessageEvent, type PluginContext } from 'plexi-plugin/sdk';

async function answer({ messages, logger }: Pick<PluginContext, 'messages' | 'logger'>, { message }: MessageEvent): Promise<void> {
  await messages.reply(message, 'answered by a function');
  logger.info('answered');
}

export default class Declares extends MessageProcessor {
  readonly services = declareServices(this, ${services});
  readonly again = declareServices(this, 'storage');

  override async onMessageReceived(event: MessageEvent): Promise<void> {
    await answer(this.context, event);
    await this.services.storage.set('services', Object.keys(this.services));
  }
}`;

describe('services that a plugin declares', () => {
  test('are given to it, and all of them are in its context', async () => {
    const { start, say, answers, manager, logs } = openHost();
    await start(await buildPlugin(write(`'logger', 'messages', 'storage', 'backups', 'analytics', 'security', 'webhooks'`)));
    await say('hello');
    expect(answers()).toEqual(['answered by a function']);
    expect(logs.map(({ text }) => text)).toEqual(['answered']);
    expect(await manager.services.storage.open('weather').get('services')).toEqual(['logger', 'messages', 'storage', 'backups', 'analytics', 'security', 'webhooks']);
  });

  const REFUSED = [
    ['ai', [], '"ai.use"'],
    ['messages', ['users.read'], '"messages.write" or "messages.read"'],
    ['database', ['messages.read'], '"database.access"'],
  ] as const;
  for (const [service, permissions, needed] of REFUSED) {
    test(`keep it from being loaded where the manifest has no permission for "${service}"`, async () => {
      const { manager } = openHost();
      const source = await buildPlugin(write(`'storage', '${service}'`), { permissions });
      await expect(manager.loadPlugin(source, { grants: 'all' })).rejects.toThrowCode('PLX4293');
      await expect(manager.loadPlugin(source)).rejects.toThrow(`does not ask for ${needed}, without which`);
    });
  }

  test('need one of the permissions, and are loaded without the grant: that is the user’s to say', async () => {
    const { manager } = openHost();
    const source = await buildPlugin(write(`'storage', 'messages'`), { permissions: ['messages.read'] });
    expect((await manager.loadPlugin(source, { grants: [] })).state).toBe('loaded');
  });

  test('must be there', async () => {
    const { manager } = openHost();
    const source = await buildPlugin(write(`'storage', 'db' as never`));
    await expect(manager.loadPlugin(source, { grants: 'all' })).rejects.toThrow('there is no service "db"; there are messages, users,');
  });
});

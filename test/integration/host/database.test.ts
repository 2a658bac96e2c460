import { describe, expect, test } from 'vitest';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from './open-host.ts';

const KEEPER = `import { HostError, MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
export default class Keeper extends MessageProcessor {
  override async onLoad(): Promise<void> {
    const count = await this.database.migrate(['CREATE TABLE said (who TEXT, what)', ['CREATE TABLE other (a)', 'CREATE INDEX i ON said (who)']]);
    this.logger.info('migrated ' + count);
  }
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    const tell = async (work: Promise<unknown>): Promise<void> => {
      this.logger.info(JSON.stringify(await work.catch((error: unknown) => (error instanceof HostError ? error.code : String(error)))));
    };
    if (message.content === 'attack') await tell(this.database.query("ATTACH 'x' AS y"));
    else if (message.content === 'half') await tell(this.database.transaction(['DELETE FROM said', 'SELECT nonsense']));
    else if (message.content === 'wrong') await tell(this.database.query('SELECT ?', {} as never));
    else if (message.content === 'all') await tell(this.database.query('SELECT who, what FROM said ORDER BY rowid'));
    else await tell(this.database.run('INSERT INTO said VALUES (?, ?)', message.authorId, message.content));
  }
}`;

const permissions = ['messages.read', 'database.access'];

describe('the database of a plugin', () => {
  test('keeps what it is given over a reload, and runs each migration once', async () => {
    const { manager, start, say, logs } = openHost();
    await start(await buildPlugin(KEEPER, { permissions }));
    for (const content of ['hello', 'half', 'attack', 'wrong', 'all']) await say(content);
    await manager.reloadPlugin('weather');
    await say('all');
    expect(logs.map(({ text }) => text)).toEqual([
      'migrated 2',
      '{"changes":1,"lastInsertId":1}',
      '"SQL_ERROR"',
      '"SQL_FORBIDDEN"',
      '"INVALID_ARGUMENT"',
      '[{"who":"alice","what":"hello"}]',
      'migrated 0',
      '[{"who":"alice","what":"hello"}]',
    ]);
  });

  test('is there only when it was granted', async () => {
    const { manager, start } = openHost();
    await expect(start(await buildPlugin(KEEPER, { permissions }), { grants: ['messages.read'] })).rejects.toThrowCode('PLX4010');
    expect(manager.denials).toMatchObject([{ permission: 'database.access', method: 'database.run', declared: true }]);
  });
});

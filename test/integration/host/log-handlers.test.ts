import { beforeAll, describe, expect, test } from 'vitest';
import type { PluginSource } from '../../../src/host/plugin-source.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from './open-host.ts';

const CODE = `
import { addLogHandler, MessageProcessor, registerLogHandler, type LoggedLine, type MessageEvent } from 'plexi-plugin/sdk';

class Talker extends MessageProcessor {
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    const key = String((await this.config.get('key')) ?? '');
    for (const word of message.content.split(' ')) this.logger.info(word, { key });
    this.logger.error('grave');
  }
  async note(line: LoggedLine): Promise<void> {
    await this.storage.update<readonly string[]>('seen', (seen = []) => [...seen, [line.plugin, line.level, line.text, line.fields?.['key'] ?? ''].join(' ').trim()]);
  }
}

export default class Plain extends Talker {}

export class Own extends Talker {
  @registerLogHandler()
  async all(line: LoggedLine): Promise<void> {
    this.logger.info('I am dealing with ' + line.text);
    await this.note(line);
  }
  @registerLogHandler({ level: 'error' })
  async grave({ text, timestamp }: LoggedLine): Promise<void> {
    await this.storage.set('grave', [text, timestamp]);
  }
}

export class Reader extends Talker {
  constructor() {
    super();
    addLogHandler(this, async (line) => { this.logger.warn('read'); await this.note(line); }, { from: 'others' });
  }
}

export class Broken extends Talker {
  @registerLogHandler()
  fail({ text }: LoggedLine): void { throw new Error('cannot take ' + text); }
}`;
const KEY = 'sk-very-secret-7';
const SCHEMA = { type: 'object', properties: { key: { type: 'string', secret: true } } };

describe('log handlers', () => {
  let bundle: PluginSource;
  const build = async (name: string, entry: string, permissions: readonly string[] = []) =>
    buildPlugin(CODE, { name, entry_point: `src/index.ts${entry === '' ? '' : `:${entry}`}`, permissions: ['messages.read', ...permissions], settings_schema: SCHEMA });
  beforeAll(async () => {
    bundle = await build('plain', '');
  });
  const seen = ({ manager }: ReturnType<typeof openHost>, plugin: string) => manager.services.storage.open(plugin).get('seen');

  test('get the lines of their own plugin, by level and without secrets', async () => {
    const host = openHost();
    await host.start(bundle);
    await host.start(await build('own', 'Own'), { config: { key: KEY } });
    await host.say('hello world');
    expect(await seen(host, 'own')).toEqual(['own info hello [secret]', 'own info world [secret]', 'own error grave']);
    expect(await host.manager.services.storage.open('own').get('grave')).toEqual(['grave', '2026-01-01T12:00:00.000Z']);
  });

  test('stop hearing themselves, and hear others again', async () => {
    const host = openHost();
    await host.start(await build('own', 'Own'));
    const count = async () => ((await seen(host, 'own')) as readonly string[]).length;
    await host.say('hello');
    await host.clock.advance('1h', () => host.manager.settled());
    // Two lines, then what was said about them, three times.
    expect(await count()).toBe(8);
    expect(host.logs.at(-1)?.text).toBe('I am dealing with '.repeat(4) + 'grave');
    await host.say('world');
    expect(await count()).toBe(10);
    expect(host.diagnostics).toEqual([]);
  });

  test('get those of others with the permission, and never go round in circles with each other', async () => {
    const host = openHost();
    await host.start(bundle, { config: { key: KEY } });
    await host.start(await build('first', 'Reader', ['logs.read']));
    await host.start(await build('second', 'Reader', ['logs.read']));
    await host.say('hello');
    const expected = ['plain info hello [secret]', 'plain error grave'];
    expect([await seen(host, 'first'), await seen(host, 'second')]).toEqual([expected, expected]);
    expect(host.logs.filter(({ text }) => text === 'read')).toHaveLength(4);
  });

  for (const [permissions, grants, declared] of [[[], 'all', false], [['logs.read'], ['messages.read'], true]] as const) {
    test(`get nothing of others when the permission is ${declared ? 'not granted' : 'not asked for'}`, async () => {
      const host = openHost();
      await host.start(bundle);
      await host.start(await build('reader', 'Reader', permissions), { grants });
      await host.say('hello');
      expect(await seen(host, 'reader')).toBeUndefined();
      expect(host.manager.denials).toMatchObject([{ plugin: 'reader', permission: 'logs.read', declared }]);
    });
  }

  test('that fail are left out for a minute, and logging goes on', async () => {
    const { start, say, logs, clock, diagnostics } = openHost();
    await start(await build('broken', 'Broken'));
    for (const word of ['one', 'two', 'three', 'four', 'five']) await say(word);
    expect(logs).toHaveLength(10);
    expect(diagnostics.map(({ code }) => code)).toEqual(['PLX4010', 'PLX4010', 'PLX4010', 'PLX4291']);
    await clock.advance('61s');
    await say('six');
    expect(diagnostics.slice(4).map(({ message }) => message)).toEqual([expect.stringContaining('cannot take six')]);
  });

  test('that are gone take nothing, and break nothing', async () => {
    const host = openHost();
    await host.start(bundle);
    await host.start(await build('reader', 'Reader', ['logs.read']));
    await host.manager.disablePlugin('reader');
    await host.say('hello');
    await host.manager.enablePlugin('reader');
    await host.say('world');
    await host.manager.unloadPlugin('reader');
    await host.say('bye');
    expect(await seen(host, 'reader')).toEqual(['plain info world', 'plain error grave']);
    expect(host.diagnostics).toEqual([]);
  });
});

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createFileBackups } from '../../../src/host/services/file-backups.ts';
import type { PluginSource } from '../../../src/host/plugin-source.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';
import { openHost } from './open-host.ts';

const DRAWING = `
import { addBackupHandlers, HostError, MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
export default class Drawing extends MessageProcessor {
  #picture = Uint8Array.of(0);
  constructor() {
    super();
    addBackupHandlers<Uint8Array>(this, {
      backup: () => { if (this.#picture[0] === 9) throw new Error('the pen is dry'); return this.#picture; },
      restore: (picture) => { this.#picture = picture; },
    });
  }
  override async onEnable(): Promise<void> {
    await this.#try(() => this.backups.create('too early'));
  }
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    const [command, word = ''] = message.content.split(' ');
    if (command === 'draw') {
      this.#picture = Uint8Array.of(Number(word));
      await this.storage.set('drawn', word);
      await this.config.set('colour', 'colour ' + word);
    }
    if (command === 'create') await this.#try(() => this.backups.create(word || undefined));
    if (command === 'list') this.logger.info('list', { labels: (await this.backups.list()).map(({ label, version, createdAt, size }) => [label ?? '', version, createdAt, size > 100]) });
    if (command === 'restore') {
      const found = (await this.backups.list()).find(({ label }) => label === word);
      await this.#try(() => this.backups.restore(found?.id ?? 'nothing'));
    }
    if (command === 'delete') {
      const [last] = await this.backups.list();
      this.logger.info('deleted', { once: await this.backups.delete(last?.id ?? ''), twice: await this.backups.delete(last?.id ?? '') });
    }
    if (command === 'look') this.logger.info('sees', { picture: [...this.#picture], drawn: await this.storage.get('drawn'), colour: await this.config.get('colour') });
  }
  async #try(work: () => Promise<unknown>): Promise<void> {
    try { await work(); } catch (error) { this.logger.info(error instanceof HostError ? error.code : String(error)); }
  }
}`;
const SCHEMA = { type: 'object', properties: { colour: { type: 'string', default: 'red' } } };

describe('backups that a plugin makes', () => {
  let drawing: PluginSource;
  let other: PluginSource;
  beforeAll(async () => {
    drawing = await buildPlugin(DRAWING, { name: 'drawing', permissions: ['messages.read'], settings_schema: SCHEMA });
    other = { ...drawing, manifest: { ...drawing.manifest, name: 'other' } };
  });
  const open = async (services: object = {}) => {
    const host = openHost({ services });
    await host.start(drawing);
    return { ...host, play: async (...words: readonly string[]) => {
      for (const content of words) await host.manager.services.chat.send({ channelId: 'general', authorId: 'ada', content });
      await host.manager.settled();
    } };
  };

  test('bring its storage, its settings and what it gives itself back', async () => {
    const { play, logs } = await open();
    await play('draw 1', 'create first', 'draw 2', 'create second', 'draw 3', 'restore first', 'look');
    expect(logs.at(-1)?.fields).toEqual({ picture: [1], drawn: '1', colour: 'colour 1' });
    await play('restore second', 'look');
    expect(logs.at(-1)?.fields).toEqual({ picture: [2], drawn: '2', colour: 'colour 2' });
  });

  test('are listed, the newest first, and removed', async () => {
    const { play, logs } = await open();
    await play('create first', 'create', 'list', 'delete', 'list');
    const first = ['first', '1.0.0', '2026-01-01T12:00:00.000Z', true];
    expect(logs.slice(1).map(({ fields }) => fields)).toEqual([{ labels: [['', ...first.slice(1)], first] }, { once: true, twice: false }, { labels: [first] }]);
  });

  test('are its own: another plugin sees and restores none of them', async () => {
    const { play, logs, manager, start } = await open();
    await play('create first');
    const [backup] = await manager.services.backups.read('drawing');
    await start(other);
    await manager.unloadPlugin('drawing');
    await play('list');
    expect(logs.at(-1)).toMatchObject({ plugin: 'other', fields: { labels: [] } });
    expect(backup?.backup.plugins.map(({ plugin }) => plugin)).toEqual(['drawing']);
  });

  test('are the last ten', async () => {
    const { play, logs } = await open();
    await play(...Array.from({ length: 12 }, (_, at) => `create b${String(at)}`), 'list');
    const { labels } = logs.at(-1)?.fields as { readonly labels: readonly (readonly string[])[] };
    expect(labels.map(([label]) => label)).toEqual(Array.from({ length: 10 }, (_, at) => `b${String(11 - at)}`));
  });

  test('are refused before it is enabled, when a handler fails, and when there is none of the name', async () => {
    const { play, logs } = await open();
    await play('draw 9', 'create first', 'restore gone', 'list');
    expect(logs.map(({ text }) => text)).toEqual(['NOT_ENABLED', 'BACKUP_FAILED', 'NOT_FOUND', 'list']);
    expect(logs.at(-1)?.fields).toEqual({ labels: [] });
  });

  test('are on disk where the host wants them there, and outlive it', async () => {
    const directory = await createFolder({});
    const first = await open({ backups: createFileBackups({ directory }) });
    await first.play('draw 1', 'create first', 'draw 2', 'create second');
    await first.manager.close();
    const second = await open({ backups: createFileBackups({ directory }) });
    await second.play('restore first', 'look');
    expect(second.logs.at(-1)?.fields).toEqual({ picture: [1], drawn: '1', colour: 'colour 1' });

    const file = join(directory, 'backups-drawing.txt');
    const text = await readFile(file, 'utf8');
    for (const damaged of [text.replace('"drawn":"1"', '"drawn":"7"'), text.slice(0, -1), text.replace(/^\{/, '<')]) {
      await writeFile(file, damaged);
      await expect(createFileBackups({ directory }).read('drawing')).rejects.toThrowCode('PLX4120');
    }
  });
});

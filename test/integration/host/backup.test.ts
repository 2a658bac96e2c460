import { beforeAll, describe, expect, test } from 'vitest';
import { decodeBackup, encodeBackup } from '../../../src/host/extension-points/backup-file.ts';
import { createBackups } from '../../../src/host/extension-points/backups.ts';
import type { PluginSource } from '../../../src/host/plugin-source.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from './open-host.ts';

const DRAWING = `
import { addBackupHandlers, MessageProcessor, registerBackupHandler, type MessageEvent } from 'plexi-plugin/sdk';
export default class Drawing extends MessageProcessor {
  #picture = Uint8Array.of(0);
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    if (message.content === 'draw') {
      this.#picture = Uint8Array.of(1, 2, 255);
      await this.storage.set('drawn', true);
    } else if (message.content === 'look') {
      this.logger.info('sees', { picture: [...this.#picture], drawn: (await this.storage.get('drawn')) ?? false, colour: await this.config.get('colour') });
    }
  }
  @registerBackupHandler('backup') keep(): { picture: Uint8Array } { return { picture: this.#picture }; }
  @registerBackupHandler('restore') bringBack({ picture }: { picture: Uint8Array }): void { this.#picture = picture; }
}
export class Broken extends MessageProcessor {
  override onLoad(): void {}
  constructor() {
    super();
    addBackupHandlers<number>(this, { backup: () => { throw new Error('the disk is full'); }, restore: () => { throw new Error('never'); } });
  }
}`;
const SCHEMA = { type: 'object', properties: { colour: { type: 'string', default: 'red' }, key: { type: 'string', secret: true } } };

describe('a backup', () => {
  let drawing: PluginSource;
  let broken: PluginSource;
  beforeAll(async () => {
    drawing = await buildPlugin(DRAWING, { name: 'drawing', settings_schema: SCHEMA });
    broken = await buildPlugin(DRAWING, { name: 'broken', entry_point: 'src/index.ts:Broken' });
  });

  test('holds storage, settings and what plugins give to it, and brings all of it back', async () => {
    const first = openHost();
    await first.start(drawing);
    await first.say('draw');
    await first.manager.updateConfig('drawing', { colour: 'blue' });
    const bytes = encodeBackup(await createBackups(first.manager).create());

    const second = openHost();
    await second.start(drawing);
    await second.manager.services.storage.open('drawing').set('later', 1);
    expect(await createBackups(second.manager).restore(decodeBackup(bytes))).toEqual([{ plugin: 'drawing', isRestored: true }]);
    await second.say('look');
    expect(second.logs.at(-1)?.fields).toEqual({ picture: [1, 2, 255], drawn: true, colour: 'blue' });
    expect(await second.manager.services.storage.open('drawing').keys('')).toEqual(['drawn']);
  });

  test('with a hole in it is none', async () => {
    const { manager, start } = openHost();
    await start(drawing);
    await start(broken);
    await expect(createBackups(manager).create()).rejects.toThrowCode('PLX4010');
    expect((await createBackups(manager).create({ plugins: ['drawing'] })).plugins.map(({ plugin }) => plugin)).toEqual(['drawing']);
  });

  test('restores what it can, and says why the rest is not', async () => {
    const { manager, start } = openHost();
    await start(drawing);
    await start(broken);
    const backup = await createBackups(manager).create({ plugins: ['drawing'] });
    const [one] = backup.plugins;
    if (one === undefined) throw new Error('nothing was backed up');
    const parts = [{ entry: 'src/index.ts:Broken', data: 1 }];
    const wanted = { ...backup, plugins: [{ ...one, plugin: 'gone' }, { ...one, plugin: 'broken', parts }, one] };
    expect(await createBackups(manager).restore(wanted)).toEqual([
      { plugin: 'gone', isRestored: false, reason: 'it is not loaded' },
      { plugin: 'broken', isRestored: false, reason: expect.stringContaining('never') as unknown },
      { plugin: 'drawing', isRestored: true },
    ]);
  });

  const file = encodeBackup({ format: 1, createdAt: '2026-01-01T12:00:00.000Z', plugins: [] });
  const DAMAGED = [
    ['that is empty', new Uint8Array()],
    ['that is something else', new TextEncoder().encode('{}')],
    ['that was cut off', file.subarray(0, file.length - 10)],
    ['that was changed', Uint8Array.from(file, (byte, at) => (at === 100 ? byte ^ 1 : byte))],
  ] as const;
  for (const [what, bytes] of DAMAGED) {
    test(`${what} is refused`, () => {
      expect(() => decodeBackup(bytes)).toThrowCode('PLX4163');
    });
  }
});

import { describe, expect, test } from 'vitest';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { listGuideExamples } from '../../helpers/guide-examples.ts';
import { openHost } from '../host/open-host.ts';
import { createMemoryFiles } from '../../../src/host/services/memory-files.ts';
import { createMemoryChat } from '../../../src/host/services/memory-chat.ts';
import { createVirtualClock } from '../../../src/host/virtual-clock.ts';
import { Readable } from 'node:stream';

const HANDLER = (body: string): string => `
import { FileHandler, HostError, type FileEvent } from 'plexi-plugin/sdk';
export default class Handler extends FileHandler {
${body}
}`;

const MANIFEST = { type: 'file-handler' as const, permissions: ['files.read', 'files.write', 'messages.write'] };
const POEM = { channelId: 'general', name: 'poem.txt', mediaType: 'text/plain' };

/** A host whose files can be looked into. */
function openFileHost() {
  const clock = createVirtualClock('2026-01-01T12:00:00Z');
  const chat = createMemoryChat({ clock });
  const files = createMemoryFiles({ clock, channels: chat.channels });
  const host = openHost({ clock, services: { chat, files } });
  const upload = async (content: Uint8Array | string, file = POEM) => {
    const stored = await files.upload(file, Readable.from([Buffer.from(content)]), 'ada');
    await host.manager.settled();
    return stored;
  };
  const texts = () => host.logs.map(({ text }) => text);
  return { ...host, chat, files, upload, texts };
}

test('the guide to file handlers shows what really happens', async () => {
  const example = listGuideExamples('kinds.md').find(({ code }) => code.includes('extends FileHandler'));
  const { start, upload, files, manager, chat } = openFileHost();
  await start(await buildPlugin(example?.code ?? '', MANIFEST));
  await upload('Roses are red,\nviolets are blue.\n');
  await files.delete('file-1', 'bob');
  await manager.settled();
  const said = chat.messages().map(({ content }) => `plugin ${content}`);
  expect(['ada    shares poem.txt', said[0], 'bob    deletes poem.txt', said[1], ''].join('\n')).toBe(example?.output);
});

describe('a file handler', () => {
  test('hears of files that are uploaded, read and deleted by others, and who did it', async () => {
    const { start, upload, files, manager, texts } = openFileHost();
    await start(await buildPlugin(HANDLER(`
      override onFileUploaded({ file, actorId }: FileEvent): void { this.logger.info('uploaded ' + file.name + ' by ' + actorId); }
      override onFileDownloaded({ file, actorId }: FileEvent): void { this.logger.info('downloaded ' + file.name + ' by ' + actorId); }
      override onFileDeleted({ file, actorId }: FileEvent): void { this.logger.info('deleted ' + file.name + ' by ' + actorId); }`), MANIFEST));
    await upload('Roses are red');
    await files.open('file-1', {}, 'bob');
    await manager.settled();
    await files.delete('file-1', 'eve');
    await manager.settled();
    expect(texts()).toEqual(['uploaded poem.txt by ada', 'downloaded poem.txt by bob', 'deleted poem.txt by eve']);
  });

  test('does not hear of what it did itself, and others do', async () => {
    const { start, upload, texts } = openFileHost();
    const code = HANDLER(`
      override async onFileUploaded({ file, actorId }: FileEvent): Promise<void> {
        this.logger.info('heard ' + file.name + ' of ' + actorId);
        if (actorId === 'ada') await this.files.upload({ channelId: 'general', name: 'answer.txt', content: 'x' });
      }`);
    await start(await buildPlugin(code, { ...MANIFEST, name: 'one' }));
    await start(await buildPlugin(code.replace(`actorId === 'ada'`, 'false'), { ...MANIFEST, name: 'two' }));
    await upload('Roses');
    expect(texts().sort()).toEqual(['heard answer.txt of plugin:one', 'heard poem.txt of ada', 'heard poem.txt of ada']);
  });

  test('reads and writes bytes of any size, in parts and by the piece', async () => {
    const { start, upload, files, logs } = openFileHost();
    await start(await buildPlugin(HANDLER(`
      override async onFileUploaded({ file }: FileEvent): Promise<void> {
        const bytes = await this.files.read(file.id);
        const part = await this.files.read(file.id, { start: 254, end: 258 });
        let pieces = 0;
        for await (const piece of this.files.open(file.id)) pieces += piece.length > 0 ? 1 : 0;
        for await (const piece of this.files.open(file.id)) { this.logger.info('first piece', { length: piece.length }); break; }
        const copy = await this.files.upload({ channelId: file.channelId, name: 'copy.bin', content: bytes.reverse() });
        async function* stream() { for (let n = 0; n < 3; n++) yield new Uint8Array([n, n]); }
        const streamed = await this.files.upload({ channelId: file.channelId, name: 'stream.bin', content: stream() });
        await this.files.replace(copy.id, 'é');
        this.logger.info('done', { size: bytes.length, part: [...part], pieces, streamed: streamed.size, text: await this.files.text(copy.id) });
      }`), MANIFEST));
    const bytes = Uint8Array.from({ length: 700_000 }, (_, index) => index % 256);
    await upload(bytes, { ...POEM, mediaType: 'application/octet-stream' });
    expect(logs).toMatchObject([
      { text: 'first piece', fields: { length: 262_144 } },
      { text: 'done', fields: { size: 700_000, part: [254, 255, 0, 1], pieces: 3, streamed: 6, text: 'é' } },
    ]);
    expect([...(files.look('file-3') ?? [])]).toEqual([0, 0, 1, 1, 2, 2]);
    expect(files.all.map(({ name, size, mediaType, uploaderId }) => [name, size, mediaType, uploaderId])).toEqual([
      ['poem.txt', 700_000, 'application/octet-stream', 'ada'],
      ['copy.bin', 2, 'application/octet-stream', 'plugin:weather'],
      ['stream.bin', 6, 'application/octet-stream', 'plugin:weather'],
    ]);
  });

  const NAMES = ['../passwd', 'a/b', 'a\\\\b', '..', ' a', 'a\\u0000b', 'invoice\\u202Efdp.exe', ''];
  test('is refused names that are no file names, media types that are none, and numbers that are not its own', async () => {
    const { start, upload, files, texts } = openFileHost();
    await start(await buildPlugin(HANDLER(`
      override async onFileUploaded(): Promise<void> {
        const tell = async (work: Promise<unknown>): Promise<void> => {
          this.logger.info(await work.then(() => 'fine', (error: unknown) => (error instanceof HostError ? error.code : String(error))));
        };
        for (const name of ${JSON.stringify(NAMES).replaceAll('\\\\', '\\')}) await tell(this.files.upload({ channelId: 'general', name, content: 'x' }));
        await tell(this.files.upload({ channelId: 'general', name: 'a', mediaType: 'text', content: 'x' }));
        await tell(this.files.upload({ channelId: 'nowhere', name: 'a', content: 'x' }));
        await tell(this.files.read('file-9'));
        await tell(this.files.delete('file-9'));
        async function* broken() { yield new Uint8Array(1); throw new RangeError('broken'); }
        await tell(this.files.upload({ channelId: 'general', name: 'a', content: broken() }));
        async function* stuck() { await new Promise(() => undefined); yield new Uint8Array(1); }
        for (let n = 0; n < 8; n++) void this.files.replace('file-1', stuck());
        await tell(this.files.replace('file-1', 'x'));
      }`), MANIFEST));
    await upload('Roses');
    expect(texts()).toEqual([
      ...NAMES.map(() => 'INVALID_ARGUMENT'),
      'INVALID_ARGUMENT', 'NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND', 'RangeError: broken', 'TOO_MANY',
    ]);
    expect(files.all).toHaveLength(1);
  });

  test('leaves nothing behind when it ends in the middle of an upload', async () => {
    const { start, upload, files, manager } = openFileHost();
    await start(await buildPlugin(HANDLER(`
      override onFileUploaded(): void {
        async function* endless() { for (;;) { yield new Uint8Array(10); await new Promise(() => undefined); } }
        void this.files.upload({ channelId: 'general', name: 'half.bin', content: endless() }).catch(() => undefined);
      }`), MANIFEST));
    await upload('Roses');
    await manager.unloadPlugin('weather');
    expect(files.all.map(({ name }) => name)).toEqual(['poem.txt']);
  });

  test('hears nothing without files.read, and the report says so', async () => {
    const { start, upload, deliveries, texts } = openFileHost();
    await start(await buildPlugin(HANDLER(`override onFileUploaded(): void { this.logger.info('heard'); }`), { ...MANIFEST, permissions: ['files.write'] }));
    await upload('Roses');
    expect(texts()).toEqual([]);
    expect(deliveries[0]?.deliveries).toMatchObject([{ outcome: 'refused', permission: 'files.read' }]);
  });
});

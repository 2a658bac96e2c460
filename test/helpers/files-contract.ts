import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import type { FileInfo } from '../../sdk/capabilities/files.ts';
import type { FileEvent } from '../../sdk/kinds/file-handler.ts';
import type { FilesOptions } from '../../src/host/services/file-service.ts';
import type { FileService } from '../../src/host/services/files.ts';
import { createVirtualClock } from '../../src/host/virtual-clock.ts';

const CHANNELS = { general: { id: 'general', name: 'General' }, old: { id: 'old', name: 'Old', isArchived: true } };

/** A file to upload. */
export const POEM = { channelId: 'general', name: 'poem.txt', mediaType: 'text/plain' };

/** What the files of a test begin with. */
export const createFilesOptions = (): FilesOptions => ({
  clock: createVirtualClock('2026-01-01T12:00:00Z'),
  channels: { get: (id) => Promise.resolve(CHANNELS[id as 'general']) },
});

/** The content of an upload, text by text. */
export const content = (...texts: readonly string[]): Readable => Readable.from(texts.map((text) => Buffer.from(text)));

/** Content that fails after its first piece. */
export async function* createBroken(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from('half'));
  throw new Error('the line is cut');
}

/** All pieces, as text. */
export async function readAll(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all).toString();
}

/** What a file holds. */
export const readFile = async (files: FileService, fileId: string): Promise<string> => readAll((await files.open(fileId, {}, 'ada')).content);

/** Every file of the channel `general`. */
export const listAll = (files: FileService): Promise<readonly FileInfo[]> => files.list({ channelId: 'general', limit: 100 });

/** What all files promise, in memory or on disk. */
export function testFiles(createService: (options: FilesOptions) => Promise<FileService>): void {
  async function create(options: Partial<FilesOptions> = {}): Promise<{ files: FileService; events: FileEvent[] }> {
    const files = await createService({ ...createFilesOptions(), ...options });
    const events: FileEvent[] = [];
    files.listen((event) => void events.push(event));
    return { files, events };
  }

  test('stores a file, and tells who uploaded, read and deleted it', async () => {
    const { files, events } = await create();
    const file = await files.upload(POEM, content('Roses ', 'are red'), 'ada');
    expect(file).toEqual({ ...POEM, id: file.id, size: 13, uploaderId: 'ada', uploadedAt: '2026-01-01T12:00:00.000Z' });
    expect(await files.get(file.id)).toEqual(file);
    const opened = await files.open(file.id, {}, 'bob');
    expect(await readAll(opened.content)).toBe('Roses are red');
    await files.delete(file.id, 'plugin:janitor');
    expect(await files.get(file.id)).toBeUndefined();
    expect(events.map(({ type, actorId }) => [type, actorId])).toEqual([
      ['file.uploaded', 'ada'],
      ['file.downloaded', 'bob'],
      ['file.deleted', 'plugin:janitor'],
    ]);
    expect(events.map((event) => event.file)).toEqual([file, file, file]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(3);
  });

  const RANGES = [[{}, '0123456789'], [{ start: 3 }, '3456789'], [{ end: 3 }, '012'], [{ start: 3, end: 5 }, '34'], [{ start: 5, end: 3 }, ''], [{ start: 99 }, ''], [{ end: 99 }, '0123456789']] as const;
  for (const [range, expected] of RANGES) {
    test(`reads ${JSON.stringify(range)} of ten bytes as ${JSON.stringify(expected)}`, async () => {
      const { files } = await create();
      const { id } = await files.upload(POEM, content('0123456789'), 'ada');
      expect(await readAll((await files.open(id, range, 'ada')).content)).toBe(expected);
    });
  }

  test('reads a large file piece by piece, and the old content to its end when it is replaced or deleted meanwhile', async () => {
    const { files } = await create();
    const old = 'x'.repeat(600_000);
    const { id } = await files.upload(POEM, content(old), 'ada');
    const [early, late] = [await files.open(id, {}, 'ada'), await files.open(id, {}, 'ada')];
    const reader = early.content[Symbol.asyncIterator]();
    const first = await reader.next();
    const replaced = await files.replace(id, content('new'), 'bob');
    expect(replaced).toMatchObject({ id, size: 3, uploaderId: 'ada' });
    expect(await readFile(files, id)).toBe('new');
    await files.delete(id, 'bob');
    expect(Buffer.concat([first.value as Uint8Array, Buffer.from(await readAll({ [Symbol.asyncIterator]: () => reader }))]).toString()).toBe(old);
    expect(await readAll(late.content)).toBe(old);
  });

  test('lists the newest files of a channel, oldest first, before another where asked', async () => {
    const { files } = await create();
    const ids: string[] = [];
    for (const name of ['1', '2', '3']) ids.push((await files.upload({ ...POEM, name }, content(''), 'ada')).id);
    const names = async (query: object): Promise<readonly string[]> => (await files.list({ channelId: 'general', ...query })).map(({ name }) => name);
    expect(await names({})).toEqual(['1', '2', '3']);
    expect(await names({ limit: 2 })).toEqual(['2', '3']);
    expect(await names({ limit: 1, before: ids[2] })).toEqual(['2']);
    await expect(names({ before: 'file-9' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(names({ channelId: 'nowhere' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  const REFUSED = [
    ['a channel that does not exist', { channelId: 'nowhere' }, {}, 'NOT_FOUND'],
    ['an archived channel', { channelId: 'old' }, {}, 'ARCHIVED'],
    ['a file that is too large', {}, { longestFile: 10 }, 'QUOTA_EXCEEDED'],
    ['more than one uploader may have', {}, { quotaBytes: 10 }, 'QUOTA_EXCEEDED'],
  ] as const;

  for (const [what, changes, options, code] of REFUSED) {
    test(`refuses ${what} with ${code}, and stores nothing`, async () => {
      const { files, events } = await create(options);
      await expect(files.upload({ ...POEM, ...changes }, content('01234', '56789', 'x'), 'ada')).rejects.toMatchObject({ code });
      expect(await listAll(files)).toEqual([]);
      expect(events).toEqual([]);
    });
  }

  for (const [what, act] of [
    ['read', (files: FileService) => files.open('file-9', {}, 'ada')],
    ['replaced', (files: FileService) => files.replace('file-9', content('x'), 'ada')],
    ['deleted', (files: FileService) => files.delete('file-9', 'ada')],
  ] as const) {
    test(`answers NOT_FOUND when a file that does not exist is ${what}`, async () => {
      await expect(act((await create()).files)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });
  }

  test('counts the files of each uploader apart, and not those that are gone', async () => {
    const { files } = await create({ quotaBytes: 10 });
    const { id } = await files.upload(POEM, content('0123456789'), 'ada');
    await files.upload(POEM, content('0123456789'), 'bob');
    await expect(files.upload(POEM, content('0'), 'ada')).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
    await files.replace(id, content('9876543210'), 'bob');
    await files.delete(id, 'bob');
    await files.upload(POEM, content('0'), 'ada');
  });

  test('lets no more in than the quota when several uploads end at once', async () => {
    const { files } = await create({ quotaBytes: 25 });
    const ends = await Promise.allSettled(Array.from({ length: 5 }, () => files.upload(POEM, content('01234', '56789'), 'ada')));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect(await listAll(files)).toHaveLength(2);
  });

  test('stores nothing when the content fails half way, and keeps what was to be replaced', async () => {
    const { files } = await create();
    await expect(files.upload(POEM, createBroken(), 'ada')).rejects.toThrow('the line is cut');
    expect(await listAll(files)).toEqual([]);
    const { id } = await files.upload(POEM, content('whole'), 'ada');
    await expect(files.replace(id, createBroken(), 'ada')).rejects.toThrow('the line is cut');
    expect(await readFile(files, id)).toBe('whole');
  });

  test('stores nothing in a file that was deleted while its new content came', async () => {
    const { files } = await create();
    const { id } = await files.upload(POEM, content('old'), 'ada');
    await expect(files.replace(id, (async function* () {
      await files.delete(id, 'bob');
      yield Buffer.from('new');
    })(), 'ada')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await listAll(files)).toEqual([]);
  });
}

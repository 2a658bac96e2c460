import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { FileEvent } from '../../../../sdk/kinds/file-handler.ts';
import { createMemoryFiles, type MemoryFilesOptions } from '../../../../src/host/services/memory-files.ts';
import { createVirtualClock } from '../../../../src/host/virtual-clock.ts';

const CHANNELS = { general: { id: 'general', name: 'General' }, old: { id: 'old', name: 'Old', isArchived: true } };
const POEM = { channelId: 'general', name: 'poem.txt', mediaType: 'text/plain' };

function create(options: Partial<MemoryFilesOptions> = {}) {
  const clock = createVirtualClock('2026-01-01T12:00:00Z');
  const files = createMemoryFiles({ clock, channels: { get: (id) => Promise.resolve(CHANNELS[id as 'general']) }, ...options });
  const events: FileEvent[] = [];
  files.listen((event) => void events.push(event));
  return { files, clock, events };
}

const content = (...texts: readonly string[]): Readable => Readable.from(texts.map((text) => Buffer.from(text)));

async function readAll(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all).toString();
}

describe('createMemoryFiles', () => {
  test('stores a file, and tells who uploaded, read and deleted it', async () => {
    const { files, events } = create();
    const file = await files.upload(POEM, content('Roses ', 'are red'), 'ada');
    expect(file).toEqual({ ...POEM, id: 'file-1', size: 13, uploaderId: 'ada', uploadedAt: '2026-01-01T12:00:00.000Z' });
    const opened = await files.open('file-1', {}, 'bob');
    expect(await readAll(opened.content)).toBe('Roses are red');
    await files.delete('file-1', 'plugin:janitor');
    expect(await files.get('file-1')).toBeUndefined();
    expect(events.map(({ id, type, actorId }) => [id, type, actorId])).toEqual([
      ['file-event-1', 'file.uploaded', 'ada'],
      ['file-event-2', 'file.downloaded', 'bob'],
      ['file-event-3', 'file.deleted', 'plugin:janitor'],
    ]);
    expect(events.map((event) => event.file)).toEqual([file, file, file]);
  });

  const RANGES = [[{}, '0123456789'], [{ start: 3 }, '3456789'], [{ end: 3 }, '012'], [{ start: 3, end: 5 }, '34'], [{ start: 5, end: 3 }, ''], [{ start: 99 }, ''], [{ end: 99 }, '0123456789']] as const;
  for (const [range, expected] of RANGES) {
    test(`reads ${JSON.stringify(range)} of ten bytes as ${JSON.stringify(expected)}`, async () => {
      const { files } = create();
      await files.upload(POEM, content('0123456789'), 'ada');
      expect(await readAll((await files.open('file-1', range, 'ada')).content)).toBe(expected);
    });
  }

  test('reads a large file piece by piece, and the old content to its end when it is replaced meanwhile', async () => {
    const { files } = create();
    const old = 'x'.repeat(600_000);
    await files.upload(POEM, content(old), 'ada');
    const { content: pieces } = await files.open('file-1', {}, 'ada');
    const reader = pieces[Symbol.asyncIterator]();
    const first = await reader.next();
    const replaced = await files.replace('file-1', content('new'), 'bob');
    expect(replaced).toMatchObject({ id: 'file-1', size: 3, uploaderId: 'ada' });
    expect(Buffer.concat([first.value as Uint8Array, Buffer.from(await readAll({ [Symbol.asyncIterator]: () => reader }))]).toString()).toBe(old);
    expect(await readAll((await files.open('file-1', {}, 'ada')).content)).toBe('new');
  });

  test('lists the newest files of a channel, oldest first, before another where asked', async () => {
    const { files } = create();
    for (const name of ['1', '2', '3']) await files.upload({ ...POEM, name }, content(''), 'ada');
    const names = async (query: object) => (await files.list({ channelId: 'general', ...query })).map(({ name }) => name);
    expect(await names({})).toEqual(['1', '2', '3']);
    expect(await names({ limit: 2 })).toEqual(['2', '3']);
    expect(await names({ limit: 1, before: 'file-3' })).toEqual(['2']);
    await expect(names({ before: 'file-9' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  const REFUSED = [
    ['a channel that does not exist', { channelId: 'nowhere' }, {}, 'NOT_FOUND'],
    ['an archived channel', { channelId: 'old' }, {}, 'ARCHIVED'],
    ['a file that is too large', {}, { longestFile: 10 }, 'QUOTA_EXCEEDED'],
    ['more than one uploader may have', {}, { quotaBytes: 10 }, 'QUOTA_EXCEEDED'],
  ] as const;

  for (const [what, changes, options, code] of REFUSED) {
    test(`refuses ${what} with ${code}, and stores nothing`, async () => {
      const { files, events } = create(options);
      await expect(files.upload({ ...POEM, ...changes }, content('01234', '56789', 'x'), 'ada')).rejects.toMatchObject({ code });
      expect(files.all).toEqual([]);
      expect(events).toEqual([]);
    });
  }

  test('counts the files of each uploader apart, and not those that are gone', async () => {
    const { files } = create({ quotaBytes: 10 });
    await files.upload(POEM, content('0123456789'), 'ada');
    await files.upload(POEM, content('0123456789'), 'bob');
    await expect(files.upload(POEM, content('0'), 'ada')).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
    await files.replace('file-1', content('9876543210'), 'bob');
    await files.delete('file-1', 'bob');
    await files.upload(POEM, content('0'), 'ada');
  });

  test('stores nothing when the content fails half way', async () => {
    const { files } = create();
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from('half'));
      throw new Error('the line is cut');
    }
    await expect(files.upload(POEM, broken(), 'ada')).rejects.toThrow('the line is cut');
    expect(files.all).toEqual([]);
  });
});

import type { FileInfo, FileRange } from '../../../sdk/capabilities/files.ts';
import type { FileEventType } from '../../../sdk/kinds/file-handler.ts';
import { HostCallError } from '../../sandbox/engine.ts';
import type { Clock } from '../clock.ts';
import type { ChannelService } from './channels.ts';
import type { FileListener, FileService } from './files.ts';
import { refuseUnknown } from './message-store.ts';

/** What files begin with, wherever they are kept. */
export interface FilesOptions {
  readonly clock: Clock;
  /** Where files are shared. */
  readonly channels: Pick<ChannelService, 'get'>;
  /** Bytes of one file; default: 16 MiB. */
  readonly longestFile?: number;
  /** Bytes of all files of one uploader; default: 64 MiB. */
  readonly quotaBytes?: number;
}

/** A file, and what stands for its content where that is kept. */
export interface KeptFile<Content> {
  readonly file: FileInfo;
  readonly content: Content;
}

/** Where the contents of files are. */
export interface ContentStore<Content> {
  /** Stores all pieces or nothing: when they fail, so does this. */
  write(pieces: AsyncIterable<Uint8Array>): Promise<Content>;
  /** Reads a part, to its end whatever is removed meanwhile. */
  read(kept: KeptFile<Content>, range: FileRange): AsyncIterable<Uint8Array>;
  remove(content: Content): Promise<void>;
}

/** What keeps files. */
export interface FileKeeper<Content> {
  /** Oldest first. The service changes it; `keep` hears of each change. */
  readonly files: Map<string, KeptFile<Content>>;
  readonly contents: ContentStore<Content>;
  /** Called right after a file was changed, or deleted where there is nothing; whoever did it is answered when it settles. */
  readonly keep: (fileId: string, kept: KeptFile<Content> | undefined) => Promise<void>;
  /** A name for a file or an event that no other has. */
  readonly createId: (what: 'file' | 'file-event') => string;
}

interface NewContent {
  readonly pieces: AsyncIterable<Uint8Array>;
  readonly check: (size: number) => void;
  /** Between this and the change nothing else happens. */
  readonly describe: (size: number) => FileInfo;
}

const MIB = 1024 * 1024;

/** Makes the files of a host from what keeps them. */
export function createFileService<Content>(
  open: () => Promise<FileKeeper<Content>>,
  { clock, channels, longestFile = 16 * MIB, quotaBytes = 64 * MIB }: FilesOptions,
): FileService {
  const listeners = new Set<FileListener>();
  const writeTime = (): string => new Date(clock.now()).toISOString();

  function tell({ createId }: FileKeeper<Content>, type: FileEventType, file: FileInfo, actorId: string): void {
    const event = { id: createId('file-event'), type, timestamp: writeTime(), actorId, file };
    for (const listener of listeners) listener(event);
  }

  async function checkChannel(channelId: string): Promise<void> {
    const { isArchived } = (await channels.get(channelId)) ?? refuseUnknown('channel', channelId);
    if (isArchived === true) throw new HostCallError('ARCHIVED', `channel "${channelId}" is archived`, { channel: channelId });
  }

  /** @returns What refuses a size that does not fit. */
  function createCheck({ files }: FileKeeper<Content>, uploaderId: string, replaced?: string): (size: number) => void {
    return (size) => {
      if (size > longestFile) refuse(`a file may have ${longestFile} bytes`, longestFile);
      const others = [...files.values()].filter(({ file }) => file.uploaderId === uploaderId && file.id !== replaced);
      const used = others.reduce((sum, { file }) => sum + file.size, 0);
      if (used + size > quotaBytes) refuse(`the files of one uploader may have ${quotaBytes} bytes together`, quotaBytes);
    };
  }

  async function change({ files, contents, keep }: FileKeeper<Content>, fileId: string, next: KeptFile<Content> | undefined): Promise<void> {
    const before = files.get(fileId);
    put(files, fileId, next);
    try {
      await keep(fileId, next);
    } catch (error) {
      // Nobody is told that it was kept. The content stays: what was written of the change may name it.
      if (files.get(fileId) === next) put(files, fileId, before);
      throw error;
    }
    if (before !== undefined) await contents.remove(before.content);
  }

  async function store(keeper: FileKeeper<Content>, { pieces, check, describe }: NewContent): Promise<FileInfo> {
    let size = 0;
    const content = await keeper.contents.write((async function* () {
      for await (const piece of pieces) {
        size += piece.length;
        check(size);
        yield piece;
      }
    })());
    let file: FileInfo;
    try {
      // Once more: several uploads may be under way.
      check(size);
      file = describe(size);
    } catch (error) {
      await keeper.contents.remove(content);
      throw error;
    }
    await change(keeper, file.id, { file, content });
    return file;
  }

  return {
    get: async (fileId) => (await open()).files.get(fileId)?.file,
    async list({ channelId, limit = 50, before }) {
      if ((await channels.get(channelId)) === undefined) refuseUnknown('channel', channelId);
      const { files } = await open();
      const inChannel = [...files.values()].map(({ file }) => file).filter((file) => file.channelId === channelId);
      const end = before === undefined ? inChannel.length : inChannel.findIndex(({ id }) => id === before);
      return end < 0 ? refuseUnknown('file', before ?? '') : inChannel.slice(Math.max(0, end - limit), end);
    },
    async open(fileId, range, actorId) {
      const keeper = await open();
      const kept = find(keeper, fileId);
      const content = keeper.contents.read(kept, range);
      tell(keeper, 'file.downloaded', kept.file, actorId);
      return { file: kept.file, content };
    },
    async upload(wanted, pieces, actorId) {
      await checkChannel(wanted.channelId);
      const keeper = await open();
      const file = await store(keeper, {
        pieces,
        check: createCheck(keeper, actorId),
        describe: (size) => ({ id: keeper.createId('file'), ...wanted, size, uploaderId: actorId, uploadedAt: writeTime() }),
      });
      tell(keeper, 'file.uploaded', file, actorId);
      return file;
    },
    async replace(fileId, pieces, actorId) {
      const keeper = await open();
      const file = await store(keeper, {
        pieces,
        check: createCheck(keeper, find(keeper, fileId).file.uploaderId, fileId),
        describe: (size) => ({ ...find(keeper, fileId).file, size, uploadedAt: writeTime() }),
      });
      tell(keeper, 'file.uploaded', file, actorId);
      return file;
    },
    async delete(fileId, actorId) {
      const keeper = await open();
      const { file } = find(keeper, fileId);
      await change(keeper, fileId, undefined);
      tell(keeper, 'file.deleted', file, actorId);
    },
    listen(listener) {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
  };
}

function find<Content>({ files }: FileKeeper<Content>, fileId: string): KeptFile<Content> {
  return files.get(fileId) ?? refuseUnknown('file', fileId);
}

function put<Content>(files: Map<string, KeptFile<Content>>, fileId: string, kept: KeptFile<Content> | undefined): void {
  if (kept === undefined) files.delete(fileId);
  else files.set(fileId, kept);
}

function refuse(problem: string, quota: number): never {
  throw new HostCallError('QUOTA_EXCEEDED', problem, { quota });
}

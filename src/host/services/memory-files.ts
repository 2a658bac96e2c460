import type { FileInfo, FileRange } from '../../../sdk/capabilities/files.ts';
import type { FileEventType } from '../../../sdk/kinds/file-handler.ts';
import { HostCallError } from '../../sandbox/engine.ts';
import type { Clock } from '../clock.ts';
import type { ChannelService } from './channels.ts';
import type { FileListener, FileService } from './files.ts';
import { refuseUnknown } from './message-store.ts';

/** Files that live as long as the host, and can be looked at. */
export interface MemoryFiles extends FileService {
  readonly all: readonly FileInfo[];
  /** What a file holds. Nobody hears of it. */
  look(fileId: string): Uint8Array | undefined;
}

/** What files in memory begin with. */
export interface MemoryFilesOptions {
  readonly clock: Clock;
  /** Where files are shared. */
  readonly channels: Pick<ChannelService, 'get'>;
  /** Bytes of one file; default: 16 MiB. */
  readonly longestFile?: number;
  /** Bytes of all files of one uploader; default: 64 MiB. */
  readonly quotaBytes?: number;
}

const MIB = 1024 * 1024;
const PIECE = 256 * 1024;

interface StoredFile {
  readonly file: FileInfo;
  readonly bytes: Uint8Array;
}

/** Keeps files in memory. Ids are `file-1`, `file-event-1` and so on, the same in every run. */
export function createMemoryFiles({ clock, channels, longestFile = 16 * MIB, quotaBytes = 64 * MIB }: MemoryFilesOptions): MemoryFiles {
  const files = new Map<string, StoredFile>();
  const listeners = new Set<FileListener>();
  let uploads = 0;
  let events = 0;

  const writeTime = (): string => new Date(clock.now()).toISOString();
  const find = (fileId: string): StoredFile => files.get(fileId) ?? refuseUnknown('file', fileId);

  function tell(type: FileEventType, file: FileInfo, actorId: string): void {
    events += 1;
    const event = { id: `file-event-${events}`, type, timestamp: writeTime(), actorId, file };
    for (const listener of listeners) listener(event);
  }

  async function checkChannel(channelId: string): Promise<void> {
    const { isArchived } = (await channels.get(channelId)) ?? refuseUnknown('channel', channelId);
    if (isArchived === true) throw new HostCallError('ARCHIVED', `channel "${channelId}" is archived`, { channel: channelId });
  }

  // Looked at once more when all is there: several uploads may be under way.
  function checkQuota(size: number, uploaderId: string, replaced?: string): void {
    if (size > longestFile) refuse(`a file may have ${longestFile} bytes`, longestFile);
    const others = [...files.values()].filter(({ file }) => file.uploaderId === uploaderId && file.id !== replaced);
    const used = others.reduce((sum, { file }) => sum + file.size, 0);
    if (used + size > quotaBytes) refuse(`the files of one uploader may have ${quotaBytes} bytes together`, quotaBytes);
  }

  async function collect(content: AsyncIterable<Uint8Array>, check: (size: number) => void): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of content) {
      size += piece.length;
      check(size);
      pieces.push(piece);
    }
    check(size);
    return Buffer.concat(pieces);
  }

  return {
    get all() {
      return [...files.values()].map(({ file }) => file);
    },
    look: (fileId) => files.get(fileId)?.bytes,
    get: (fileId) => Promise.resolve(files.get(fileId)?.file),
    async list({ channelId, limit = 50, before }) {
      if ((await channels.get(channelId)) === undefined) refuseUnknown('channel', channelId);
      const inChannel = [...files.values()].map(({ file }) => file).filter((file) => file.channelId === channelId);
      const end = before === undefined ? inChannel.length : inChannel.findIndex(({ id }) => id === before);
      return end < 0 ? refuseUnknown('file', before ?? '') : inChannel.slice(Math.max(0, end - limit), end);
    },
    open: (fileId, range, actorId) => new Promise((resolve) => {
      const { file, bytes } = find(fileId);
      tell('file.downloaded', file, actorId);
      resolve({ file, content: readPieces(bytes, range) });
    }),
    async upload(wanted, content, actorId) {
      await checkChannel(wanted.channelId);
      const bytes = await collect(content, (size) => { checkQuota(size, actorId); });
      uploads += 1;
      const file = { id: `file-${uploads}`, ...wanted, size: bytes.length, uploaderId: actorId, uploadedAt: writeTime() };
      files.set(file.id, { file, bytes });
      tell('file.uploaded', file, actorId);
      return file;
    },
    async replace(fileId, content, actorId) {
      const { uploaderId } = find(fileId).file;
      const bytes = await collect(content, (size) => { checkQuota(size, uploaderId, fileId); });
      const file = { ...find(fileId).file, size: bytes.length, uploadedAt: writeTime() };
      files.set(fileId, { file, bytes });
      tell('file.uploaded', file, actorId);
      return file;
    },
    delete: (fileId, actorId) => new Promise((resolve) => {
      const { file } = find(fileId);
      files.delete(fileId);
      tell('file.deleted', file, actorId);
      resolve();
    }),
    listen(listener) {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
  };
}

async function* readPieces(bytes: Uint8Array, { start = 0, end = bytes.length }: FileRange): AsyncGenerator<Uint8Array> {
  const last = Math.min(end, bytes.length);
  for (let at = start; at < last; at += PIECE) yield await Promise.resolve(bytes.subarray(at, Math.min(at + PIECE, last)));
}

function refuse(problem: string, quota: number): never {
  throw new HostCallError('QUOTA_EXCEEDED', problem, { quota });
}

import type { FileInfo, FileRange } from '../../../sdk/capabilities/files.ts';
import { createFileService, type FileKeeper, type FilesOptions, type KeptFile } from './file-service.ts';
import type { FileService } from './files.ts';

/** Files that live as long as the host, and can be looked at. */
export interface MemoryFiles extends FileService {
  readonly all: readonly FileInfo[];
  /** What a file holds. Nobody hears of it. */
  look(fileId: string): Uint8Array | undefined;
}

const PIECE = 256 * 1024;

/** Keeps files in memory. Ids are `file-1`, `file-event-1` and so on, the same in every run. */
export function createMemoryFiles(options: FilesOptions): MemoryFiles {
  const files = new Map<string, KeptFile<Uint8Array>>();
  const counts = { 'file': 0, 'file-event': 0 };
  const keeper: FileKeeper<Uint8Array> = {
    files,
    contents: { write: collect, read: ({ content }, range) => readPieces(content, range), remove: () => Promise.resolve() },
    keep: () => Promise.resolve(),
    createId: (what) => `${what}-${++counts[what]}`,
  };
  return {
    ...createFileService(() => Promise.resolve(keeper), options),
    get all() {
      return [...files.values()].map(({ file }) => file);
    },
    look: (fileId) => files.get(fileId)?.content,
  };
}

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

async function* readPieces(bytes: Uint8Array, { start = 0, end = bytes.length }: FileRange): AsyncGenerator<Uint8Array> {
  const last = Math.min(end, bytes.length);
  for (let at = start; at < last; at += PIECE) yield await Promise.resolve(bytes.subarray(at, Math.min(at + PIECE, last)));
}

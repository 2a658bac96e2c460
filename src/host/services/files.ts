import type { FileInfo, FileQuery, FileRange, NewFile } from '../../../sdk/capabilities/files.ts';
import type { FileEvent } from '../../../sdk/kinds/file-handler.ts';

/** A file to store. Its name and media type have been checked. */
export type FileToStore = Required<Omit<NewFile, 'content'>>;

/** A file that is being read. */
export interface OpenFile {
  readonly file: FileInfo;
  /** What it held when it was opened, whatever becomes of it meanwhile. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** Takes what happened to files. */
export type FileListener = (event: FileEvent) => void;

/**
 * The files that people and plugins share. The actor is whoever does it: a user's id, or that of a plugin. Refusals are
 * {@link HostCallError}s: `NOT_FOUND`, `ARCHIVED`, `QUOTA_EXCEEDED`.
 */
export interface FileService {
  get(fileId: string): Promise<FileInfo | undefined>;
  list(query: FileQuery): Promise<readonly FileInfo[]>;
  open(fileId: string, range: FileRange, actorId: string): Promise<OpenFile>;
  /** Stores all of a file or nothing: when reading the content fails, so does this. */
  upload(file: FileToStore, content: AsyncIterable<Uint8Array>, actorId: string): Promise<FileInfo>;
  replace(fileId: string, content: AsyncIterable<Uint8Array>, actorId: string): Promise<FileInfo>;
  delete(fileId: string, actorId: string): Promise<void>;
  /** @returns A function that ends it. */
  listen(listener: FileListener): () => void;
}

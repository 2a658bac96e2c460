import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FileEntry } from '../core/archive/release.ts';
import { syncFile, syncFolder } from '../platform/durable.ts';
import type { FileSink } from './layer-matcher.ts';

// As many flushes at once: the disk joins them, and few files are open.
const FLUSHED_TOGETHER = 32;

/**
 * Writes the files of a release below a new folder that nobody else uses.
 *
 * Files are written synchronously: through the asynchronous API three thousand small ones take four
 * times as long. They are flushed to the disk at the end, many at once.
 */
export class FolderSink implements FileSink {
  readonly #root: string;
  readonly #folders: Set<string>;
  readonly #files: string[] = [];
  #file: number | undefined;

  constructor(root: string) {
    this.#root = root;
    this.#folders = new Set([root]);
  }

  begin({ path, mode }: FileEntry): void {
    const file = join(this.#root, ...path.split('/'));
    this.#makeFolder(dirname(file));
    // "wx": a name that some file system takes for another one fails instead of overwriting it.
    this.#file = openSync(file, 'wx', mode === '0755' ? 0o755 : 0o644);
    this.#files.push(file);
  }

  write(bytes: Uint8Array): void {
    if (this.#file !== undefined) writeFully(this.#file, bytes);
  }

  end(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  /** Waits until everything is on the disk. */
  async finish(): Promise<void> {
    for (let at = 0; at < this.#files.length; at += FLUSHED_TOGETHER) {
      await Promise.all(this.#files.slice(at, at + FLUSHED_TOGETHER).map(syncFile));
    }
    await Promise.all([...this.#folders].map(syncFolder));
  }

  #makeFolder(folder: string): void {
    if (this.#folders.has(folder)) return;
    this.#makeFolder(dirname(folder));
    mkdirSync(folder);
    this.#folders.add(folder);
  }
}

/** Writes all bytes: a single write may take fewer than it was given. */
export function writeFully(file: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}

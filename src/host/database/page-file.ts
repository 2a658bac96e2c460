import { closeSync, existsSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';

/** One file, as SQLite uses it. */
export interface PageFile {
  readonly exists: boolean;
  readonly size: number;
  open(): void;
  /** @returns How many bytes there were. */
  read(target: Uint8Array, at: number): number;
  write(bytes: Uint8Array, at: number): void;
  truncate(size: number): void;
  sync(): void;
  close(): void;
  remove(): void;
}

/** Where a database is kept: on disk, or in memory that outlives the thread that works with it. */
export type DatabasePlace = { readonly path: string } | { readonly memory: readonly [SharedFile, SharedFile] };

/** A file in memory: its bytes, and in the cell how many of them count. */
export interface SharedFile {
  readonly bytes: SharedArrayBuffer;
  /** The size, and whether it exists. */
  readonly state: SharedArrayBuffer;
}

/** Makes an empty file in memory that may grow to so many bytes; memory is taken only as it is used. */
export function createSharedFile(largest: number): SharedFile {
  const Growable = SharedArrayBuffer as new (size: number, options: { readonly maxByteLength: number }) => SharedArrayBuffer;
  return { bytes: new Growable(0, { maxByteLength: largest }), state: new SharedArrayBuffer(16) };
}

/** Opens a file in memory. */
export function useSharedFile({ bytes, state }: SharedFile): PageFile {
  const buffer = bytes as SharedArrayBuffer & { grow(size: number): void };
  const cells = new Float64Array(state);
  const size = (): number => cells[0] ?? 0;
  return {
    get exists() {
      return cells[1] === 1;
    },
    get size() {
      return size();
    },
    open() {
      cells[1] = 1;
    },
    read(target, at) {
      const length = Math.max(0, Math.min(target.length, size() - at));
      if (length > 0) target.set(new Uint8Array(buffer, at, length));
      return length;
    },
    write(written, at) {
      const end = at + written.length;
      if (end > buffer.byteLength) buffer.grow(end);
      new Uint8Array(buffer).set(written, at);
      cells[0] = Math.max(size(), end);
    },
    truncate(length) {
      cells[0] = length;
    },
    sync: () => undefined,
    close: () => undefined,
    remove() {
      cells[0] = 0;
      cells[1] = 0;
    },
  };
}

/** Opens a file on disk. */
export function useDiskFile(path: string): PageFile {
  let descriptor: number | undefined;
  const get = (): number => {
    if (descriptor === undefined) throw new Error('the file is not open');
    return descriptor;
  };
  return {
    get exists() {
      return existsSync(path);
    },
    get size() {
      return fstatSync(get()).size;
    },
    open() {
      descriptor ??= openSync(path, existsSync(path) ? 'r+' : 'wx+', 0o600);
    },
    read: (target, at) => readSync(get(), target, 0, target.length, at),
    write(bytes, at) {
      for (let done = 0; done < bytes.length;) done += writeSync(get(), bytes, done, bytes.length - done, at + done);
    },
    truncate: (size) => { ftruncateSync(get(), size); },
    sync: () => { fsyncSync(get()); },
    close() {
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = undefined;
    },
    remove: () => { unlinkSync(path); },
  };
}

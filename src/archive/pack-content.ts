import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { computeDigest, type Digest } from '../core/archive/digest.ts';
import type { FileContent } from '../core/archive/packed-file.ts';
import { containsPrivateKey } from '../core/archive/private-key-text.ts';
import { fail } from '../core/diagnostics/plexi-error.ts';
import type { ChunkFiller } from './chunk-filler.ts';

/** What was learned of a file while it was packed. */
export interface PackedContent {
  readonly size: number;
  readonly digest: Digest;
}

// Files up to this size are read whole, and looked through for private keys.
const SCANNED = 1024 * 1024;

// A named pipe that took the place of a file must not block, and a link is not followed. Windows knows neither.
const OPEN_FLAGS = constants.O_RDONLY | flag(constants.O_NONBLOCK) | flag(constants.O_NOFOLLOW);

/** A file whose size is known. */
export interface MeasuredFile {
  readonly path: string;
  readonly content: Exclude<FileContent, { readonly made: unknown }>;
}

type ListedFile = Extract<FileContent, { readonly file: unknown }>;

/** Reads one file into the tar and hashes it on the way. */
export async function packContent({ path, content }: MeasuredFile, tar: ChunkFiller): Promise<PackedContent> {
  if ('bytes' in content) return packBytes(path, content.bytes, tar);
  const descriptor = attempt(path, () => openSync(content.file, OPEN_FLAGS));
  try {
    const packed = await packDescriptor(path, descriptor, content.size, tar);
    // After the last byte: a change shows here whether it came before the file was opened or while it was read.
    if (hasChanged(content, fstatSync(descriptor))) fail('PLX2007', { path });
    return packed;
  } finally {
    closeSync(descriptor);
  }
}

function packBytes(path: string, bytes: Uint8Array, tar: ChunkFiller): PackedContent {
  const packed = describe(path, bytes);
  tar.add(bytes);
  return packed;
}

function describe(path: string, bytes: Uint8Array): PackedContent {
  if (containsPrivateKey(bytes)) fail('PLX2010', { path });
  return { size: bytes.length, digest: computeDigest(bytes) };
}

// Synchronous reads: through the asynchronous API three thousand small files take four times the whole job.
async function packDescriptor(path: string, descriptor: number, size: number, tar: ChunkFiller): Promise<PackedContent> {
  if (size > SCANNED) return streamDescriptor(path, descriptor, size, tar);
  const space = tar.reserve(size);
  if (space === undefined) return packBytes(path, readWhole(path, descriptor, Buffer.allocUnsafe(size)), tar);
  // Most files are small: read where they are compressed from.
  const packed = describe(path, readWhole(path, descriptor, space));
  tar.advance(size);
  return packed;
}

async function streamDescriptor(path: string, descriptor: number, size: number, tar: ChunkFiller): Promise<PackedContent> {
  const hash = createHash('sha256');
  for (let left = size; left > 0; ) {
    const part = tar.space.subarray(0, left);
    const read = readSome(path, descriptor, part);
    hash.update(part.subarray(0, read));
    tar.advance(read);
    left -= read;
    if (tar.isFull) await tar.drain();
  }
  return { size, digest: `sha256:${hash.digest('hex')}` };
}

function readWhole(path: string, descriptor: number, bytes: Buffer): Buffer {
  for (let filled = 0; filled < bytes.length; ) filled += readSome(path, descriptor, filled === 0 ? bytes : bytes.subarray(filled));
  return bytes;
}

function readSome(path: string, descriptor: number, space: Uint8Array): number {
  const read = attempt(path, () => readSync(descriptor, space));
  return read === 0 ? fail('PLX2007', { path }) : read;
}

// What reading says when something else took the place of a file: nothing, a link, a folder, a pipe.
const REPLACED: ReadonlySet<string> = new Set(['ENOENT', 'ELOOP', 'EISDIR', 'EAGAIN']);

function attempt(path: string, action: () => number): number {
  try {
    return action();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    return REPLACED.has(code) ? fail('PLX2007', { path }, { cause: error }) : fail('PLX2006', { path, reason: code }, { cause: error });
  }
}

function hasChanged({ size, modified, changed }: ListedFile, now: Stats): boolean {
  return !now.isFile() || now.size !== size || now.mtimeMs !== modified || now.ctimeMs !== changed;
}

function flag(value: number | undefined): number {
  return value ?? 0;
}

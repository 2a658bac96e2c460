import { randomUUID } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { lstat, mkdir, open, rename, rm, unlink, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../core/diagnostics/plexi-error.ts';
import { syncFolder } from '../platform/durable.ts';

/** Whether an error of the file system has one of these codes. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && codes.includes((error as NodeJS.ErrnoException).code ?? '');
}

/** For `.catch`: nothing where there is no such file or folder. */
export function ignoreMissing(error: unknown): undefined {
  if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
  throw error;
}

/** Makes a folder and what is missing above it, durably. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let created = folder; created.length >= first.length; created = dirname(created)) {
    await syncFolder(dirname(created));
  }
}

/**
 * Reads a file that must be one: a link, a pipe or a device in its place is refused, without waiting for it.
 *
 * @returns The bytes; `undefined` when there is no such file.
 * @throws {@link PlexiError} `PLX5025` for anything but a file; `PLX5013` for one larger than `maxBytes`.
 */
export async function readRegularFile(path: string, maxBytes: number): Promise<Buffer | undefined> {
  const handle = await openRegularFile(path);
  if (handle === undefined) return undefined;
  try {
    const { size } = await handle.stat();
    if (size > maxBytes) fail('PLX5013', { what: path, reason: `it has ${size} bytes` });
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** Opens a file for reading as {@link readRegularFile} does; the caller closes it. */
export async function openRegularFile(path: string): Promise<FileHandle | undefined> {
  let handle: FileHandle;
  try {
    // O_NONBLOCK: opening a planted pipe must not wait for a writer. Windows has neither flag, and no pipes in folders.
    const flags: { readonly O_NOFOLLOW?: number; readonly O_NONBLOCK?: number } = constants;
    if (flags.O_NOFOLLOW === undefined && (await lstat(path)).isSymbolicLink()) refuse(path);
    handle = await open(path, constants.O_RDONLY | (flags.O_NOFOLLOW ?? 0) | (flags.O_NONBLOCK ?? 0));
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    if (hasCode(error, 'ELOOP', 'EMLINK', 'ENXIO')) refuse(path);
    throw error;
  }
  const stats: Stats = await handle.stat();
  if (stats.isFile()) return handle;
  await handle.close();
  refuse(path);
}

function refuse(path: string): never {
  fail('PLX5025', { path });
}

/** Writes a file anew or in place of another: readers see the old bytes or the new ones, also after a power cut. */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeNewFile(temporary, [bytes]);
    await renameBusy(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Writes a file that must not exist, and flushes it. */
export async function writeNewFile(path: string, chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    for await (const chunk of chunks) await handle.writeFile(chunk);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

// A virus scanner or an indexer on Windows holds new files open for a moment.
const BUSY_ATTEMPTS = 8;

/** Renames, and tries again for a while where another program holds the file. */
export async function renameBusy(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      if (attempt === BUSY_ATTEMPTS || !hasCode(error, 'EPERM', 'EACCES', 'EBUSY')) throw error;
      await sleep(5 * 2 ** attempt);
    }
  }
}

/** Removes a file that may be gone already. */
export async function removeFile(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
}

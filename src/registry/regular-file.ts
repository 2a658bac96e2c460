import { constants, type Stats } from 'node:fs';
import { lstat, open, type FileHandle } from 'node:fs/promises';
import { fail } from '../core/diagnostics/plexi-error.ts';
import { hasCode } from '../platform/durable-files.ts';

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

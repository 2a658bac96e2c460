import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../core/diagnostics/plexi-error.ts';
import { locateInvalidByte } from '../core/manifest/locate-invalid-byte.ts';

/** The largest manifest or settings schema that is read, in bytes: real ones have a few thousand. */
export const LARGEST_TEXT = 256 * 1024;

// A named pipe in the place of a file must not block. Windows knows no such flag.
const OPEN_FLAGS = constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0);

/**
 * Reads a small text file of a plugin's folder.
 *
 * @param name - Relative to `directory`.
 * @returns Its text, without a byte order mark.
 * @throws {@link PlexiError} `PLX1003` when it is no file or cannot be read, `PLX1004` when it is too large, `PLX1005` when
 *   it is not UTF-8.
 */
export function readText(directory: string, name: string): string {
  const file = join(directory, name);
  const bytes = readBytes(file, name);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    return fail('PLX1005', { name }, { location: { file, ...locateInvalidByte(bytes) }, cause: error });
  }
}

function readBytes(file: string, name: string): Uint8Array {
  const location = { file };
  const descriptor = openFile(file, name);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) fail('PLX1003', { name, reason: 'it is not a file' }, { location });
    if (stats.size > LARGEST_TEXT) fail('PLX1004', { name, size: stats.size, limit: LARGEST_TEXT }, { location });
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function openFile(file: string, name: string): number {
  try {
    return openSync(file, OPEN_FLAGS);
  } catch (error) {
    return fail('PLX1003', { name, reason: (error as NodeJS.ErrnoException).code ?? 'unknown' }, { location: { file }, cause: error });
  }
}

import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/**
 * Reads the beginning of a file, whatever its size.
 *
 * @returns All of it, or so many bytes; `undefined` when there is no such file, or it is none.
 */
export function readAtMost(file: string, bytes: number): Uint8Array | undefined {
  let descriptor: number;
  try {
    // Without waiting: nobody may ever write into a named pipe. Windows knows none.
    descriptor = openSync(file, constants.O_RDONLY | ((constants as { readonly O_NONBLOCK?: number }).O_NONBLOCK ?? 0));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    if (!fstatSync(descriptor).isFile()) return undefined;
    const buffer = new Uint8Array(bytes);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes; length += read) read = readSync(descriptor, buffer, length, bytes - length, null);
    return buffer.slice(0, length);
  } finally {
    closeSync(descriptor);
  }
}

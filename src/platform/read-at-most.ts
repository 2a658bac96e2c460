import { closeSync, openSync, readSync } from 'node:fs';

/**
 * Reads the beginning of a file, whatever its size.
 *
 * @returns All of it, or so many bytes; `undefined` when there is no such file.
 */
export function readAtMost(file: string, bytes: number): Uint8Array | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const buffer = new Uint8Array(bytes);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes; length += read) read = readSync(descriptor, buffer, length, bytes - length, null);
    return buffer.slice(0, length);
  } finally {
    closeSync(descriptor);
  }
}

import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Reads a text file of a plugin's folder; `undefined` when there is none. */
export function readOptional(directory: string, name: string): string | undefined {
  try {
    return readFileSync(join(directory, name), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Writes a text file of a plugin's folder: beside its place first, so that it is never half there.
 *
 * @returns The file, absolute.
 */
export function writeProjectFile(directory: string, name: string, text: string, mode?: number): string {
  const file = join(directory, name);
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    if (mode !== undefined) chmodSync(temporary, mode);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  return file;
}

/** Gives a file of a plugin's folder another text; its mode stays. Where its name is a link to another one, that one gets it. */
export function rewriteProjectFile(file: string, text: string): void {
  const real = realpathSync(file);
  writeProjectFile(dirname(real), basename(real), text, statSync(real).mode);
}

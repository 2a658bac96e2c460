import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkNewFolder } from './write-folder.ts';

/** A folder to work in. */
export interface Workplace {
  /** Absolute. */
  readonly directory: string;
  /** Removes the folder when it is a temporary one. */
  leave(): Promise<void>;
}

/**
 * Makes a folder to work in.
 *
 * @param directory - A new or empty folder that stays; absent: a temporary one.
 * @throws {@link PlexiError} `PLX6001` or `PLX6002` when the folder cannot be used.
 */
export async function enterWorkplace(directory: string | undefined): Promise<Workplace> {
  if (directory === undefined) {
    const temporary = await mkdtemp(join(tmpdir(), 'plexi-quickstart-'));
    return { directory: temporary, leave: () => rm(temporary, { recursive: true, force: true }) };
  }
  await checkNewFolder(directory);
  await mkdir(directory, { recursive: true });
  return { directory, leave: () => Promise.resolve() };
}

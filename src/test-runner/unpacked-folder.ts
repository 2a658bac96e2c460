import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A temporary place for what is taken out of an archive. Whoever makes it removes it. */
export interface UnpackedFolder {
  /** Nothing is there yet. */
  readonly target: string;
  /** Reads a text in the target; `undefined` when it is not there. */
  read(path: string): Promise<string | undefined>;
  remove(): Promise<void>;
}

/** Makes a temporary place. */
export async function createUnpackedFolder(): Promise<UnpackedFolder> {
  const parent = await mkdtemp(join(tmpdir(), 'plexi-test-'));
  const target = join(parent, 'plugin');
  return {
    target,
    read: (path) => readFile(join(target, path), 'utf8').catch(() => undefined),
    remove: () => rm(parent, { recursive: true, force: true }),
  };
}

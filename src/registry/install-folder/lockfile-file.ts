import { join } from 'node:path';
import { parseLockfile, renderLockfile, type LockEntry, type Lockfile } from '../../core/registry/lockfile.ts';
import { replaceFile } from '../../platform/durable-files.ts';
import { readRegularFile } from '../regular-file.ts';
import { fileNameOf, type InstallLayout } from './layout.ts';

const MAX_BYTES = 16 * 1024 * 1024;

/** Reads the lockfile; one that is not there is empty. */
export async function readLockfile(layout: InstallLayout): Promise<Lockfile> {
  return readLockfileAt(layout.lockfile);
}

/** Writes the lockfile anew, in one step. */
export async function writeLockfile(layout: InstallLayout, lockfile: Lockfile): Promise<void> {
  await replaceFile(layout.lockfile, Buffer.from(renderLockfile(lockfile)));
}

/** Where the lock entry of an install waits until its folder is in place. */
export function locatePending(layout: InstallLayout, name: string): string {
  return join(layout.pending, fileNameOf(name));
}

/** Notes what the lockfile is to say of a plugin once its folder is in place. */
export async function writePending(layout: InstallLayout, name: string, entry: LockEntry): Promise<void> {
  await replaceFile(locatePending(layout, name), Buffer.from(renderLockfile(new Map([[name, entry]]))));
}

/** Reads what {@link writePending} noted. */
export async function readPending(layout: InstallLayout, name: string): Promise<LockEntry | undefined> {
  return (await readLockfileAt(locatePending(layout, name))).get(name);
}

async function readLockfileAt(path: string): Promise<Lockfile> {
  const bytes = await readRegularFile(path, MAX_BYTES);
  return bytes === undefined ? new Map() : parseLockfile(bytes.toString('utf8'), path);
}

import { createHash, randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hasEnded, identifyProcess } from '../../platform/process-identity.ts';
import { ignoreMissing, makeFolder } from '../../platform/durable-files.ts';
import { refuseLinks, type InstallLayout } from './layout.ts';

const ABANDONED_MS = 24 * 60 * 60 * 1_000;

/**
 * Makes a folder to unpack into, on the file system of its destination.
 *
 * Its name tells whose it is, so that others can tell what a killed process left from what a living one needs.
 */
export async function createStaging(layout: InstallLayout): Promise<string> {
  await refuseLinks(layout);
  const { host, pid } = identifyProcess();
  const folder = join(layout.staging, `${pid}.${shorten(host)}.${randomUUID()}`);
  await makeFolder(folder);
  return folder;
}

/** Removes a folder that {@link createStaging} made. */
export async function removeStaging(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** Removes what killed processes were unpacking. */
export async function removeAbandonedStaging(layout: InstallLayout): Promise<void> {
  for (const name of (await readdir(layout.staging).catch(ignoreMissing)) ?? []) {
    const path = join(layout.staging, name);
    if (await isAbandoned(path, name)) await rm(path, { recursive: true, force: true });
  }
}

async function isAbandoned(path: string, name: string): Promise<boolean> {
  const [pid = '', host] = name.split('.');
  const here = identifyProcess().host;
  if (host === shorten(here) && hasEnded({ host: here, pid: Number(pid) })) return true;
  const stats = await stat(path).catch(ignoreMissing);
  return stats !== undefined && Date.now() - stats.mtimeMs > ABANDONED_MS;
}

function shorten(host: string): string {
  return createHash('sha256').update(host).digest('hex').slice(0, 12);
}

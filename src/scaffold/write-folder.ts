import { lstat, mkdir, mkdtemp, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fail } from '../core/diagnostics/plexi-error.ts';
import { isText, type TemplateFile } from './template.ts';

/**
 * Checks that a new plugin can be made in a folder.
 *
 * @throws {@link PlexiError} `PLX6001` when the folder holds something, `PLX6002` when a part of its path is a file.
 */
export async function checkNewFolder(directory: string): Promise<void> {
  const file = await findFileOnPath(directory);
  if (file !== undefined) fail('PLX6002', { directory, file });
  const names = (await listEntries(directory)).filter((name) => !IGNORED.has(name));
  if (names.length > 0) fail('PLX6001', { directory, names: summarize(names) });
}

// What git, Finder and Explorer leave in a folder that its owner calls empty.
const IGNORED: ReadonlySet<string> = new Set(['.git', '.DS_Store', 'Thumbs.db']);

async function findFileOnPath(path: string): Promise<string | undefined> {
  for (let part = path; ; part = dirname(part)) {
    const found = await lstat(part).catch(() => undefined);
    if (found !== undefined) return found.isDirectory() || found.isSymbolicLink() ? undefined : part;
    if (dirname(part) === part) return undefined;
  }
}

async function listEntries(directory: string): Promise<readonly string[]> {
  try {
    return (await readdir(directory)).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function summarize(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${String(names.length - 5)} more` : shown;
}

/**
 * Writes files to a new or empty folder: all of them, or none.
 *
 * @param signal - Stops the work; nothing is left behind.
 */
export async function writeFolder(directory: string, files: readonly TemplateFile[], signal: AbortSignal): Promise<void> {
  const parent = dirname(directory);
  const firstMade = await mkdir(parent, { recursive: true });
  const draft = await mkdtemp(join(parent, `.${basename(directory)}-`));
  try {
    // A folder inside, because the temporary one is open to its owner alone.
    await writeFiles(join(draft, 'plugin'), files, signal);
    signal.throwIfAborted();
    await moveIntoPlace(join(draft, 'plugin'), directory);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (firstMade !== undefined) await removeEmptyFolders(parent, firstMade);
    throw error;
  }
  await rm(draft, { recursive: true, force: true });
}

async function writeFiles(folder: string, files: readonly TemplateFile[], signal: AbortSignal): Promise<void> {
  for (const file of files) {
    const { path } = file;
    signal.throwIfAborted();
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), isText(file) ? file.text : file.bytes);
  }
}

async function moveIntoPlace(draft: string, directory: string): Promise<void> {
  if ((await lstat(directory).catch(() => undefined)) === undefined) {
    await rename(draft, directory);
    return;
  }
  // Somebody's shell may be in the folder, so it stays, and its contents arrive one by one.
  const moved: string[] = [];
  try {
    for (const name of await readdir(draft)) {
      await rename(join(draft, name), join(directory, name));
      moved.push(join(directory, name));
    }
  } catch (error) {
    await Promise.all(moved.map((path) => rm(path, { recursive: true, force: true })));
    throw error;
  }
}

async function removeEmptyFolders(from: string, to: string): Promise<void> {
  for (let folder = from; ; folder = dirname(folder)) {
    try {
      await rmdir(folder);
    } catch {
      // Somebody else has put something there meanwhile.
      return;
    }
    if (folder === to) return;
  }
}

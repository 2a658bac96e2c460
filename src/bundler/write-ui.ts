import { readdir, rm } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { UI_FOLDER } from '../core/ui/ui-index.ts';
import type { UiBundle } from './ui-bundle.ts';
import { replaceFile } from './write-bundle.ts';

/** Writes what a plugin brings to browsers to `dist/frames/`, and removes what an earlier build left there. */
export async function writeUi(directory: string, ui: UiBundle | undefined): Promise<void> {
  const folder = join(directory, UI_FOLDER);
  const files = ui?.files ?? [];
  for (const { path, text } of files) await replaceFile(join(folder, path), text);
  const made = new Set(files.map(({ path }) => path));
  for (const path of await listFiles(folder)) {
    if (!made.has(path)) await rm(join(folder, path), { force: true });
  }
}

async function listFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1).split(sep).join('/'));
}

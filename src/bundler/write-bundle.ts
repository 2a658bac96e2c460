import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Bundle } from './bundle.ts';

/** Where a bundle is, in a plugin's folder and in an archive. */
export const BUNDLE_PATHS = { code: 'dist/plugin.js', sourceMap: 'dist/plugin.js.map' } as const;

/** The files of a bundle on disk, absolute. */
export interface WrittenBundle {
  readonly code: string;
  readonly sourceMap: string;
}

/** Writes a bundle to `dist/` of the plugin's folder. Whoever reads it meanwhile sees a whole file, old or new. */
export async function writeBundle(directory: string, bundle: Bundle): Promise<WrittenBundle> {
  const files = { code: join(directory, BUNDLE_PATHS.code), sourceMap: join(directory, BUNDLE_PATHS.sourceMap) };
  // The map first: a stack of the new code is never looked up in the old map for long.
  await replaceFile(files.sourceMap, bundle.sourceMap);
  await replaceFile(files.code, bundle.code);
  return files;
}

/** Writes a file so that whoever reads it meanwhile sees it whole, old or new. */
export async function replaceFile(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(draft, text);
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}

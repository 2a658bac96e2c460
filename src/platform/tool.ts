import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Finds the folder plexi-plugin is installed in, from a source file or from a bundled one.
 *
 * @returns The folder that holds plexi-plugin's own `package.json`.
 */
export function findToolRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!isToolRoot(folder)) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('plexi-plugin cannot find its own package.json');
    folder = parent;
  }
  return folder;
}

/** Reads plexi-plugin's own version. */
export function readToolVersion(root: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return version;
}

function isToolRoot(folder: string): boolean {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return false;
  const { name } = JSON.parse(readFileSync(file, 'utf8')) as { name?: unknown };
  return name === 'plexi-plugin';
}

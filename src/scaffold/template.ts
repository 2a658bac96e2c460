import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../core/diagnostics/plexi-error.ts';
import type { TemplateKind } from '../core/manifest/kinds.ts';

/** The licences `init` offers, and the file that holds the text. */
export const LICENSES = {
  MIT: 'LICENSE',
  'Apache-2.0': 'LICENSE-Apache-2.0',
  UNLICENSED: undefined,
} as const satisfies Readonly<Record<string, string | undefined>>;

/** A licence `init` offers. */
export type LicenseName = keyof typeof LICENSES;

/** One file of a new plugin. */
export interface PluginFile {
  /** The path in the plugin's folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

/**
 * Reads the files of a template: those of its kind, and those that all kinds share. A kind's own file wins over a
 * shared one of the same name; the shared end of the README follows its own.
 *
 * @throws {@link PlexiError} `PLX6005` when they are not there.
 */
export async function readTemplate(toolRoot: string, kind: TemplateKind, license: LicenseName): Promise<readonly PluginFile[]> {
  const own = await readFiles(toolRoot, kind);
  const shared = await readFiles(toolRoot, SHARED);
  const readme = [...own, ...shared].filter(({ path }) => path === README).map(({ text }) => text);
  const files = new Map([...shared, ...own].map(({ path, text }) => [path, text]));
  files.set(README, readme.join('\n'));
  for (const [name, file] of Object.entries(LICENSES)) {
    const text = files.get(file ?? '');
    if (file !== undefined) files.delete(file);
    if (name === license && text !== undefined) files.set('LICENSE', text);
  }
  return [...files].map(([path, text]) => ({ path: RENAMED[path] ?? path, text }));
}

const SHARED = 'shared';
const README = 'README.md';

async function readFiles(toolRoot: string, template: string): Promise<readonly PluginFile[]> {
  const folder = join(toolRoot, 'templates', template);
  if (!existsSync(folder)) fail('PLX6005', { template });
  const paths = await listFiles(folder);
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(folder, path), 'utf8') })));
}

// npm leaves files named .gitignore out of what it packs.
const RENAMED: Readonly<Record<string, string>> = { gitignore: '.gitignore' };

// What working on a template leaves in its folder.
const LEFT_BEHIND: ReadonlySet<string> = new Set(['node_modules', 'dist', 'coverage']);

async function listFiles(folder: string, prefix = ''): Promise<readonly string[]> {
  const entries = (await readdir(join(folder, prefix), { withFileTypes: true })).filter(({ name }) => !LEFT_BEHIND.has(name));
  const paths = entries.map(async (entry) => (entry.isDirectory() ? listFiles(folder, `${prefix}${entry.name}/`) : [`${prefix}${entry.name}`]));
  return (await Promise.all(paths)).flat().sort();
}

import { isUtf8 } from 'node:buffer';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../core/diagnostics/plexi-error.ts';
import type { TemplateName } from '../core/manifest/kinds.ts';

/** The licences `init` offers, and the file that holds the text. */
export const LICENSES = {
  MIT: 'LICENSE',
  'Apache-2.0': 'LICENSE-Apache-2.0',
  UNLICENSED: undefined,
} as const satisfies Readonly<Record<string, string | undefined>>;

/** A licence `init` offers. */
export type LicenseName = keyof typeof LICENSES;

/** One text of a new plugin. */
export interface PluginFile {
  /** The path in the plugin's folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** One file of a new plugin that is no text: it is taken as it is. */
interface BinaryFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Every file of a template. */
export type TemplateFile = PluginFile | BinaryFile;

/** Whether a file of a template is text. */
export function isText(file: TemplateFile): file is PluginFile {
  return 'text' in file;
}

/**
 * Reads the files of a template: its own, and those that all templates share. Its own file wins over a
 * shared one of the same name; the shared end of the README follows its own.
 *
 * @throws {@link PlexiError} `PLX6005` when they are not there.
 */
export async function readTemplate(toolRoot: string, template: TemplateName, license: LicenseName): Promise<readonly TemplateFile[]> {
  const own = await readFiles(toolRoot, template);
  const shared = await readFiles(toolRoot, SHARED);
  const texts = [...own, ...shared].filter(isText);
  const readme = texts.filter(({ path }) => path === README).map(({ text }) => text);
  const files = new Map([...shared, ...own].map((file) => [file.path, file]));
  files.set(README, { path: README, text: readme.join('\n') });
  for (const [name, path] of Object.entries(LICENSES)) {
    const file = texts.find((each) => each.path === path);
    if (path !== undefined) files.delete(path);
    if (name === license && file !== undefined) files.set('LICENSE', { ...file, path: 'LICENSE' });
  }
  return [...files.values()].map((file) => ({ ...file, path: RENAMED[file.path] ?? file.path }));
}

const SHARED = 'shared';
const README = 'README.md';

async function readFiles(toolRoot: string, template: string): Promise<readonly TemplateFile[]> {
  const folder = join(toolRoot, 'templates', template);
  if (!existsSync(folder)) fail('PLX6005', { template });
  const paths = await listFiles(folder);
  return Promise.all(paths.map(async (path) => {
    const bytes = await readFile(join(folder, path));
    return isUtf8(bytes) && !bytes.includes(0) ? { path, text: bytes.toString() } : { path, bytes };
  }));
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

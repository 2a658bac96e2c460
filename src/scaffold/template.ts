import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../core/diagnostics/plexi-error.ts';

/** The kinds of plugins there is a template for. */
export const TEMPLATE_KINDS = ['message-processor'] as const;

/** A kind of plugin there is a template for. */
export type TemplateKind = (typeof TEMPLATE_KINDS)[number];

/** The licences `init` offers, and the file that holds the text; `LICENSE` is the template's own. */
export const LICENSES = {
  MIT: 'LICENSE',
  'Apache-2.0': 'licenses/Apache-2.0.txt',
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
 * Reads the files of a template.
 *
 * @throws {@link PlexiError} `PLX6005` when they are not there.
 */
export async function readTemplate(toolRoot: string, kind: TemplateKind, license: LicenseName): Promise<readonly PluginFile[]> {
  const folder = join(toolRoot, 'templates', kind);
  if (!existsSync(folder)) fail('PLX6005', { template: kind });
  const paths = await listFiles(folder);
  const files = await Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(folder, path), 'utf8') })));
  const own = files.filter(({ path }) => path !== 'LICENSE' || license === 'MIT').map(({ path, text }) => ({ path: RENAMED[path] ?? path, text }));
  return license === 'Apache-2.0' ? [...own, { path: 'LICENSE', text: await readFile(join(toolRoot, 'templates', LICENSES[license]), 'utf8') }] : own;
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

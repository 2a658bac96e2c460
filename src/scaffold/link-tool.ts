import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** Where the running plexi-plugin came from, which decides what npm may do with a link to it. */
export type ToolOrigin = 'registry' | 'installed' | 'checkout';

/**
 * Says where the running plexi-plugin came from.
 *
 * `registry`: npm recorded that it fetched it from a registry. `installed`: it is in a `node_modules` folder, and
 * nobody recorded from where. `checkout`: it is a folder of its own, also behind `npm link`.
 */
export function findToolOrigin(toolRoot: string): ToolOrigin {
  if (basename(dirname(toolRoot)) !== 'node_modules') return 'checkout';
  const record = readRecord(join(dirname(toolRoot), '.package-lock.json'));
  if (record === undefined || record.link === true) return 'installed';
  // npm leaves `resolved` out for registries when it is told to; a tarball always has it.
  return record.resolved === undefined || /^https?:/.test(record.resolved) ? 'registry' : 'installed';
}

interface InstallRecord {
  readonly resolved?: string;
  readonly link?: boolean;
}

function readRecord(file: string): InstallRecord | undefined {
  if (!existsSync(file)) return undefined;
  const { packages = {} } = JSON.parse(readFileSync(file, 'utf8')) as { packages?: Readonly<Record<string, InstallRecord>> };
  return packages['node_modules/plexi-plugin'];
}

/**
 * Puts the running plexi-plugin into a plugin's `node_modules`, so that the editor, the type checker and npm scripts find it.
 *
 * A tool that is not known to be in a registry is linked whole: `npm install` leaves such a link alone, and works
 * although the registry does not have it. One that is gets a version that satisfies no range, so that `npm install`
 * replaces it instead of writing a path of this machine into package-lock.json.
 */
export async function linkTool(directory: string, toolRoot: string, origin: ToolOrigin): Promise<void> {
  const target = join(directory, 'node_modules', 'plexi-plugin');
  const command = join(directory, 'node_modules', '.bin', 'plexi-plugin');
  await Promise.all([target, command].map((path) => rm(path, { recursive: true, force: true })));
  await mkdir(dirname(command), { recursive: true });
  if (origin === 'registry') await writeReplaceable(target, toolRoot);
  else await symlink(toolRoot, target, 'junction');
  await linkCommand(command);
}

async function writeReplaceable(target: string, toolRoot: string): Promise<void> {
  const facts = JSON.parse(await readFile(join(toolRoot, 'package.json'), 'utf8')) as { version: string };
  await mkdir(target);
  await symlink(join(toolRoot, 'dist'), join(target, 'dist'), 'junction');
  await writeFile(join(target, 'package.json'), `${JSON.stringify({ ...facts, version: `0.0.0-linked.${facts.version}` }, null, 2)}\n`);
}

// Where npm puts commands, so that npm scripts and npx find this one; npm replaces it with its own.
async function linkCommand(command: string): Promise<void> {
  // Windows starts scripts only through a command file.
  if (platform() === 'win32') await writeFile(`${command}.cmd`, `@node "%~dp0\\..\\${BIN.replaceAll('/', '\\')}" %*\r\n`);
  else await symlink(join('..', BIN), command);
}

const BIN = 'plexi-plugin/dist/bin/plexi-plugin.cjs';

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, rename, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { createFolder } from './temporary-folder.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');

/** Makes a checkout of plexi-plugin, type declarations included, without touching this one. */
export async function createCheckout(): Promise<string> {
  const checkout = await createFolder({});
  for (const path of ['package.json', 'dist', 'templates']) await cp(join(root, path), join(checkout, path), { recursive: true });
  // A build for tests alone has left them out.
  if (!existsSync(join(checkout, 'dist/types'))) await emitDeclarations(join(checkout, 'dist/types'));
  await symlink(join(root, 'node_modules'), join(checkout, 'node_modules'), 'junction');
  return checkout;
}

async function emitDeclarations(folder: string): Promise<void> {
  for (const project of ['tsconfig.build.json', 'tsconfig.build-browser.json']) {
    await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, project), '--outDir', folder]);
  }
  await cp(join(root, 'sdk/globals.d.ts'), join(folder, 'sdk/globals.d.ts'));
}

/** Installs what npm would publish of a checkout, with the dependencies of this tree beside it: no network. */
export async function installPacked(checkout: string): Promise<string> {
  const folder = await createFolder({ 'package.json': '{"private":true}' });
  await run('npm', ['pack', checkout, '--ignore-scripts', '--silent', '--pack-destination', folder], { shell: process.platform === 'win32' });
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz')) ?? '';
  const modules = join(folder, 'node_modules');
  await mkdir(modules);
  await run('tar', ['-xzf', join(folder, tarball), '-C', modules]);
  await rename(join(modules, 'package'), join(modules, 'plexi-plugin'));
  for (const name of await readdir(join(root, 'node_modules'))) {
    if (!name.startsWith('.')) await symlink(join(root, 'node_modules', name), join(modules, name), 'junction');
  }
  return join(modules, 'plexi-plugin');
}

/** Links a checkout as `npm link` does. */
export async function linkCheckout(checkout: string): Promise<string> {
  const link = join(await createFolder({}), 'node_modules', 'plexi-plugin');
  await mkdir(dirname(link));
  await symlink(checkout, link, 'junction');
  return link;
}

/** Writes what npm records of a package that it fetched from a registry. */
export async function recordRegistry(tool: string): Promise<void> {
  const packages = { 'node_modules/plexi-plugin': { version: '0.1.0', integrity: 'sha512-' } };
  await writeFile(join(dirname(tool), '.package-lock.json'), JSON.stringify({ packages }));
}

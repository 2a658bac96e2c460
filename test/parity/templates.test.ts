import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { initCommand } from '../../src/cli/commands/init.ts';
import { EXTRA_TEMPLATES, TEMPLATE_KINDS } from '../../src/core/manifest/kinds.ts';
import { LICENSES } from '../../src/scaffold/template.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const templates = join(root, 'templates');

// That every template works is shown by test/integration/every-kind.test.ts.
describe('templates', () => {
  test('are there for every kind and every name that init offers, and for no other', async () => {
    const folders = (await readdir(templates)).filter((name) => name !== 'shared');
    expect(folders.sort()).toEqual([...TEMPLATE_KINDS, ...Object.keys(EXTRA_TEMPLATES)].sort());
    expect(initCommand.flags?.template.choices).toEqual(Object.keys(EXTRA_TEMPLATES));
    expect(initCommand.flags?.kind.choices).toEqual(TEMPLATE_KINDS);
  });

  test('come with every licence that init offers', () => {
    expect(initCommand.flags?.license.choices).toEqual(Object.keys(LICENSES));
  });

  test('ask for this version of plexi-plugin, and for the TypeScript it is made with', async () => {
    const { version, devDependencies } = await readPackage(root);
    const template = await readPackage(join(templates, 'shared'));
    expect(template.devDependencies).toEqual({ 'plexi-plugin': `^${version}`, typescript: `^${devDependencies['typescript'] ?? ''}` });
  });

  test('that bring a package of their own have all that the others have', async () => {
    const [shared, kernel] = await Promise.all(['shared', 'kernel'].map((name) => readPackage(join(templates, name))));
    expect(kernel).toMatchObject(shared ?? {});
  });

  test('have no file that npm leaves out of packages', async () => {
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, shell: process.platform === 'win32' });
    const [packed] = JSON.parse(stdout) as readonly { readonly files: readonly { readonly path: string }[] }[];
    const { stdout: tracked } = await run('git', ['ls-files', 'templates'], { cwd: root });
    expect(packed?.files.map(({ path }) => path)).toEqual(expect.arrayContaining(tracked.trim().split('\n')));
  });
});

interface Package {
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
}

async function readPackage(folder: string): Promise<Package> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Package;
}

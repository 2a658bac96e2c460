import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { initCommand } from '../../src/cli/commands/init.ts';
import { generateTypes } from '../../src/operations/generate-types.ts';
import { testPlugin } from '../../src/operations/test-plugin.ts';
import { validatePlugin } from '../../src/operations/validate-plugin.ts';
import { createPlatform } from '../../src/platform/create-platform.ts';
import { LICENSES, readTemplate, TEMPLATE_KINDS } from '../../src/scaffold/template.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const templates = join(root, 'templates');

describe('init', () => {
  test('has a template for every kind it offers, and offers every template', async () => {
    const folders = (await readdir(templates)).filter((name) => name !== 'licenses');
    expect(folders.sort()).toEqual([...TEMPLATE_KINDS].sort());
    expect(initCommand.flags?.kind.choices).toEqual(TEMPLATE_KINDS);
  });

  test('offers every licence it has a text for', () => {
    expect(initCommand.flags?.license.choices).toEqual(Object.keys(LICENSES));
  });
});

for (const kind of TEMPLATE_KINDS) {
  const folder = join(templates, kind);

  describe(`the template of a ${kind}`, () => {
    test('asks for this version of plexi-plugin, and for the TypeScript it is made with', async () => {
      const { version, devDependencies } = await readJson<{ version: string; devDependencies: { typescript: string } }>(join(root, 'package.json'));
      const template = await readJson<{ devDependencies: Readonly<Record<string, string>> }>(join(folder, 'package.json'));
      expect(template.devDependencies).toEqual({ 'plexi-plugin': `^${version}`, typescript: `^${devDependencies.typescript}` });
    });

    test('has no file that npm leaves out of packages', async () => {
      const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, shell: process.platform === 'win32' });
      const [packed] = JSON.parse(stdout) as readonly { readonly files: readonly { readonly path: string }[] }[];
      const packedPaths = packed?.files.map(({ path }) => path);
      for (const { path } of await readTemplate(root, kind, 'MIT')) {
        expect(packedPaths).toContain(`templates/${kind}/${path === '.gitignore' ? 'gitignore' : path}`);
      }
    });

    test('is valid and typed where it is', async () => {
      const platform = createPlatform();
      expect(await validatePlugin({ directory: folder }, platform)).toMatchObject({ diagnostics: [], entries: [{ kind }] });
      expect(await generateTypes({ directory: folder, check: true }, platform)).toMatchObject({ state: 'current' });
    });

    test('passes its tests where it is', async () => {
      const report = await testPlugin({ directory: folder }, createPlatform());
      expect(report).toMatchObject({ failed: 0, skipped: 0, diagnostics: [] });
      expect(report?.suites.map(({ name }) => name)).toEqual(expect.arrayContaining([`contract: ${kind}`, 'selfTest', expect.stringContaining('tests/')]));
    });
  });
}

async function readJson<Value>(file: string): Promise<Value> {
  return JSON.parse(await readFile(file, 'utf8')) as Value;
}

import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createFolder } from '../helpers/temporary-folder.ts';
import { CLI, runCli } from '../helpers/run-cli.ts';

const FILES = ['.github/workflows/ci.yml', '.gitignore', 'CHANGELOG.md', 'LICENSE', 'README.md', 'assets/icon.svg', 'package.json', 'plexi-env.d.ts', 'plugin.json', 'src/index.ts', 'src/parse-command.ts', 'src/scores.ts', 'tests/parse-command.test.ts', 'tests/thanks.test.ts', 'tsconfig.json'];

describe('plexi-plugin init', () => {
  test('makes a plugin and says how to go on', async () => {
    const cwd = await createFolder({});
    const { code, stdout, stderr } = await runCli(['init', 'weather', '--kind', 'message-processor', '--name', 'weather', '--yes', '--no-install'], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(`Created weather in ${join(cwd, 'weather')}\n\nNext:\n  cd weather\n  npm run validate\n  npm test\n  npm run pack\n`);
  });

  test('--json names the folder absolutely, and every file below it', async () => {
    const cwd = await createFolder({});
    const { code, json } = await runCli(['init', 'weather', '--yes', '--no-install', '--json'], { cwd });
    expect(code).toBe(0);
    expect(json).toMatchObject({ ok: true, result: { directory: join(cwd, 'weather'), name: 'weather', kind: 'message-processor', dependencies: 'linked', files: FILES }, diagnostics: [] });
  });

  const REFUSED = [
    ['nothing but a folder, and nobody to ask', ['weather'], 2, 'PLX0004'],
    ['an invalid name', ['weather', '--name', 'My Weather', '--yes'], 2, 'PLX6003'],
    ['a kind there is no template for', ['weather', '--kind', 'message-procesor', '--yes'], 2, 'PLX0003'],
    ['a folder that holds something', ['.', '--name', 'weather', '--yes'], 1, 'PLX6001'],
    ['a path through a file', ['notes.txt/weather', '--yes'], 1, 'PLX6002'],
  ] as const;
  for (const [what, args, code, problem] of REFUSED) {
    test(`refuses ${what} with ${problem} and exit code ${String(code)}, and changes nothing`, async () => {
      const cwd = await createFolder({ 'notes.txt': '' });
      const refused = await runCli(['init', ...args, '--no-install', '--json'], { cwd });
      expect(refused.code).toBe(code);
      expect(refused.json).toMatchObject({ ok: false, result: null, diagnostics: [{ code: problem }] });
      expect(await readdir(cwd)).toEqual(['notes.txt']);
    });
  }

  test('leaves a whole plugin or nothing when it is interrupted, whenever that is', async () => {
    const cwd = await createFolder({});
    for (let wait = 40; wait <= 160; wait += 8) {
      const child = spawn(process.execPath, [CLI, 'init', `weather${String(wait)}`, '--yes', '--no-install'], { cwd, stdio: 'ignore' });
      const timer = setTimeout(() => child.kill('SIGINT'), wait);
      await new Promise((resolve) => child.on('close', resolve));
      clearTimeout(timer);
    }
    for (const name of await readdir(cwd)) {
      expect(name).toMatch(/^weather\d+$/);
      expect(await readdir(join(cwd, name))).toEqual(expect.arrayContaining(['plugin.json', 'src', 'tests']));
    }
  });
});

import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/command-index.generated.ts';
import { CLI, runCli } from '../helpers/run-cli.ts';

const root = join(import.meta.dirname, '../..');

describe('plexi-plugin', () => {
  test('--version prints the version of package.json', async () => {
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    expect(await runCli(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('--help lists every command', async () => {
    const { code, stdout } = await runCli(['--help']);
    expect(code).toBe(0);
    for (const { name } of COMMANDS) expect(stdout).toContain(name.split(' ')[0]);
  });

  for (const { name } of COMMANDS) {
    test(`${name} --help shows flags and examples and exits 0`, async () => {
      const { code, stdout } = await runCli([...name.split(' '), '--help']);
      expect(code).toBe(0);
      expect(stdout).toContain('Examples:');
      expect(stdout).toContain('--json');
    });
  }

  test('an unknown command exits 2 and suggests one; --json says so as a document', async () => {
    const human = await runCli(['explian']);
    expect(human).toMatchObject({ code: 2, stdout: '' });
    expect(human.stderr).toContain('did you mean "plexi-plugin explain"?');
    const { code, json } = await runCli(['explian', '--json']);
    expect(code).toBe(2);
    expect(json).toMatchObject({ ok: false, result: null, diagnostics: [{ code: 'PLX0001' }] });
  });

  test('a --cwd that does not exist exits 2', async () => {
    const { code, stderr } = await runCli(['explain', 'PLX0001', '--cwd', '/does/not/exist']);
    expect(code).toBe(2);
    expect(stderr).toContain('PLX0007');
  });

  test('explain prints the page of a code, in any case of letters', async () => {
    const page = await readFile(join(root, 'docs/errors/PLX0004.md'), 'utf8');
    expect(await runCli(['explain', 'plx0004'])).toMatchObject({ code: 0, stdout: page });
  });

  test('explain refuses an unknown code with 2', async () => {
    const { code, stderr } = await runCli(['explain', 'PLX9999']);
    expect(code).toBe(2);
    expect(stderr).toContain('PLX0006');
  });

  test('a reader that closes the pipe early is no problem', () => {
    const { status, stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${CLI}" explain PLX0004 | true`], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('PLEXI_HOME must be absolute', async () => {
    const { code, stderr } = await runCli(['keys', 'list'], { env: { PLEXI_HOME: 'relative' } });
    expect(code).toBe(2);
    expect(stderr).toContain('PLX0010');
  });
});

test('the built command line has only characters of one byte, because it is read so', async () => {
  const text = await readFile(join(root, 'dist/bin/main.cjs'), 'utf8');
  expect(text.match(/[^\0-\x7f]/g)).toBeNull();
});

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createFolder } from '../helpers/temporary-folder.ts';
import { runCli } from '../helpers/run-cli.ts';

async function createPlugin(name = 'weather'): Promise<string> {
  const folder = join(await createFolder({}), name);
  await runCli(['init', folder, '--name', 'weather', '--author', 'Ada', '--yes', '--no-install']);
  return folder;
}

const read = (folder: string): Promise<readonly string[]> =>
  Promise.all(['plugin.js', 'plugin.js.map'].map((name) => readFile(join(folder, 'dist', name), 'utf8')));

describe('plexi-plugin build', () => {
  test('writes one script and its map to dist/, and says what is in it', async () => {
    const folder = await createPlugin();
    const { code, stdout, stderr } = await runCli(['build'], { cwd: folder });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Built .*dist[\\/]plugin\.js \(\d+\.\d kB\)\n +\d+\.\d kB  plexi-plugin\/sdk\n/);
    expect((await readdir(join(folder, 'dist'))).sort()).toEqual(['plugin.js', 'plugin.js.map']);
  });

  test('--json names the files absolutely, and the plugin is where --cwd says', async () => {
    const folder = await createPlugin();
    const { code, json } = await runCli(['build', '--json', '--cwd', folder]);
    expect(code).toBe(0);
    const inputs = expect.arrayContaining([{ path: 'src/index.ts', bytesInOutput: expect.any(Number) as number }]) as unknown;
    const result = { code: join(folder, 'dist/plugin.js'), sourceMap: join(folder, 'dist/plugin.js.map'), inputs, packages: [] };
    expect(json).toMatchObject({ ok: true, result, diagnostics: [] });
  });

  test('writes the same bytes in another folder', async () => {
    const [first, second] = [await createPlugin(), await createPlugin('elsewhere')];
    for (const folder of [first, second]) await runCli(['build'], { cwd: folder });
    expect(await read(second)).toEqual(await read(first));
  });

  test('reports every problem of the code with exit code 1, and keeps what was built before', async () => {
    const folder = await createPlugin();
    await runCli(['build'], { cwd: folder });
    const before = await read(folder);
    await writeFile(join(folder, 'src/scores.ts'), 'import fs from "node:fs";\nimport nope from "nope";\nexport class Scores { constructor(readonly x = [fs, nope]) {} }\n');
    const { code, json } = await runCli(['build', '--json'], { cwd: folder });
    expect(code).toBe(1);
    expect(json.diagnostics).toMatchObject([
      { code: 'PLX1303', file: join(folder, 'src/scores.ts'), line: 1, column: 16 },
      { code: 'PLX1305', file: join(folder, 'src/scores.ts'), line: 2, column: 18 },
    ]);
    expect(json.diagnostics[0]?.message).toContain('(imported through src/index.ts → src/scores.ts)');
    expect(await read(folder)).toEqual(before);
    const { stderr } = await runCli(['build'], { cwd: folder });
    expect(stderr).toContain('src/scores.ts:1:16: error PLX1303');
    expect(stderr).toContain('> 1 | import fs from "node:fs";');
  });

  test('points into the manifest when an entry point is wrong', async () => {
    const folder = await createPlugin();
    const manifest = join(folder, 'plugin.json');
    await writeFile(manifest, (await readFile(manifest, 'utf8')).replace('"src/index.ts"', '"src/index.ts:Wether"'));
    const { code, json } = await runCli(['build', '--json'], { cwd: folder });
    expect(code).toBe(1);
    expect(json.diagnostics).toMatchObject([{ code: 'PLX1302', file: manifest, line: 10, column: 18 }]);
  });
});

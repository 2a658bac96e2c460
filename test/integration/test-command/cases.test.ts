import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli, type CliRun } from '../../helpers/run-cli.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';

const CASES = join(import.meta.dirname, '../../cases/test');

/** What the command printed, without what differs from run to run: times, seeds, and the folder. */
function normalize({ code, stdout, stderr }: CliRun, folder: string): string {
  const text = `exit code ${String(code)}\n--- standard output\n${stdout}--- standard error\n${stderr}`;
  return text.replaceAll(folder, '‹folder›').replace(/\b\d+ ms\b|\b\d+\.\d\d s\b/g, '‹time›').replace(/--seed \d+/, '--seed ‹seed›');
}

describe('what "plexi-plugin test" prints', async () => {
  for (const name of await readdir(CASES)) {
    test(`${name}: is exactly as expected`, async () => {
      const folder = await createFolder({});
      await cp(join(CASES, name), folder, { recursive: true });
      const found = normalize(await runCli(['test'], { cwd: folder }), folder);
      const expected = join(CASES, name, 'expected.txt');
      if (process.env['UPDATE_CASES'] === '1') await writeFile(expected, found);
      expect(found).toBe(await readFile(expected, 'utf8'));
    });
  }
});

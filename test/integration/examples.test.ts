import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { splitLine } from '../../src/core/plugin-commands/split-line.ts';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { listCodeBlocks } from '../helpers/guide-examples.ts';
import { createCheckout, linkCheckout } from '../helpers/packed-tool.ts';
import { runCli, type CliRun } from '../helpers/run-cli.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const examples = join(root, 'examples');

const isMade = (path: string): boolean => /[\\/](?:node_modules|dist)(?:[\\/]|$)|\.plx$/.test(path);

function listFiles(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath, entry.name)).filter((path) => !isMade(path));
}

/** Every folder with a plugin: an example may be made of several. */
const EXAMPLES = listFiles(examples)
  .filter((path) => basename(path) === 'plugin.json')
  .map((path) => dirname(path.slice(examples.length + 1)).replaceAll('\\', '/'))
  .sort();

// Side by side, as in the repository, and with plexi-plugin installed above all of them.
let copies: string;
beforeAll(async () => {
  copies = join(await linkCheckout(await createCheckout()), '../../examples');
  await cp(examples, copies, { recursive: true, filter: (path) => !isMade(path) });
}, 120_000);

/** What a command prints, without what differs from run to run. */
function renderRun({ stdout, stderr }: CliRun): string {
  return (stdout + stderr).replace(/(?: {2}| in )\d+(?:\.\d+)? m?s$/gm, '');
}

/** Runs every command that a README shows. @returns The README with what they really print. */
async function runReadme(readme: string, cwd: string): Promise<string> {
  let text = readme;
  for (const { code } of listCodeBlocks(readme).filter((block) => block.code.startsWith('$ plexi-plugin '))) {
    let shown = '';
    for (const [line, command = ''] of code.matchAll(/^\$ plexi-plugin (.+)$/gm)) {
      // Which inputs are made at random is no matter of a README.
      const words = splitLine(command);
      shown += `${line}\n${renderRun(await runCli(words[0] === 'test' ? [...words, '--seed', '1'] : words, { cwd }))}`;
    }
    text = text.replace(code, () => shown);
  }
  return text;
}

test('the page of the examples leads to every one of them', () => {
  const page = readFileSync(join(examples, 'README.md'), 'utf8');
  for (const name of EXAMPLES) expect(page).toContain(`](${name}/README.md)`);
});

describe.each(EXAMPLES)('the example %s', (name) => {
  const readme = join(examples, name, 'README.md');
  const directory = (): string => join(copies, name);

  test('is valid, without a warning, and its types are as its settings say', async () => {
    expect(await runCli(['validate', '--json'], { cwd: directory() })).toMatchObject({ code: 0, json: { diagnostics: [] } });
    expect(await runCli(['types', '--check'], { cwd: directory() })).toMatchObject({ code: 0 });
  });

  test('has types that are right, strictly', async () => {
    const strict = ['--strict', '--noUncheckedIndexedAccess', '--noImplicitOverride', '--noUnusedLocals', '--noUnusedParameters', '--noEmit'];
    await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', directory(), ...strict]);
  });

  test('keeps its contract, passes its tests, and shows in its README what commands print', async () => {
    const text = await readFile(readme, 'utf8');
    expect(text).toContain('\n$ plexi-plugin test');
    const shown = await runReadme(text, directory());
    expect(shown).toMatch(/\n✓ {2}contract: [\s\S]*\ntest passed: \d+ passed\n/);
    expect(shown).not.toMatch(/\d (?:failed|skipped)\b/);
    // `vitest run -u` writes the README anew.
    await expect(shown).toMatchFileSnapshot(readme);
  });

  const quotes = listCodeBlocks(readFileSync(readme, 'utf8')).filter(({ language }) => ['chat', 'ts', 'tsx', 'json'].includes(language));
  if (quotes.length > 0) {
    test('quotes in its README what its files say', async () => {
      const sources = await Promise.all(listFiles(join(examples, name)).filter((path) => path !== readme).map((path) => readFile(path, 'utf8')));
      for (const { code } of quotes) expect(sources.some((source) => source.includes(code)), code).toBe(true);
    });
  }

  test('can be packed', async () => {
    const packed = await runCli(['pack', '--no-sign', '--out', 'example.plx', '--json'], { cwd: directory() });
    expect(packed).toMatchObject({ code: 0, json: { ok: true } });
    expect(await runCli(['verify', 'example.plx'], { cwd: directory() })).toMatchObject({ code: EXIT.unsigned });
  });
});

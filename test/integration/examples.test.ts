import { readdirSync, readFileSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Manifest } from '../../src/core/manifest/schema.ts';
import { splitLine } from '../../src/core/plugin-commands/split-line.ts';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { compileFolder } from '../helpers/compile-plugin.ts';
import { listCodeBlocks } from '../helpers/guide-examples.ts';
import { createCheckout, linkCheckout } from '../helpers/packed-tool.ts';
import { runCli, type CliRun } from '../helpers/run-cli.ts';
import { writeFiles } from '../helpers/temporary-folder.ts';

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
  // On a machine that is busy with other tests, the first test of a file may take longer than vitest's five seconds.
  for (const name of EXAMPLES) await writeFiles(join(copies, name), { 'vitest.config.ts': 'export default { test: { testTimeout: 60_000 } };\n' });
}, 120_000);

const STRICT = { strict: true, noUncheckedIndexedAccess: true, noImplicitOverride: true, noUnusedLocals: true, noUnusedParameters: true, noEmit: true };

/** What a command prints, without what differs from run to run. */
function renderRun({ stdout, stderr }: CliRun): string {
  return (stdout + stderr).replace(/(?: {2}| in )\d+(?:\.\d+)? m?s$/gm, '');
}

/** Runs each command once, however often it is asked for: tests of a plugin take their time. */
function createRunner(cwd: string): (command: string) => Promise<string> {
  const runs = new Map<string, Promise<string>>();
  return (command) => {
    const words = splitLine(command);
    // Which inputs are made at random is no matter of a README.
    const printed = runs.get(command) ?? runCli(words[0] === 'test' ? [...words, '--seed', '1'] : words, { cwd }).then(renderRun);
    runs.set(command, printed);
    return printed;
  };
}

/** Runs every command that a README shows. @returns The README with what they really print. */
async function runReadme(readme: string, run: (command: string) => Promise<string>): Promise<string> {
  let text = readme;
  for (const { code } of listCodeBlocks(readme).filter((block) => block.code.startsWith('$ plexi-plugin '))) {
    let shown = '';
    for (const [line, command = ''] of code.matchAll(/^\$ plexi-plugin (.+)$/gm)) shown += `${line}\n${await run(command)}`;
    text = text.replace(code, () => shown);
  }
  return text;
}

/** How an example is tested: beside the examples that it depends on. */
function nameTestCommand(name: string): string {
  const { dependencies = [] } = readManifest(name);
  const needed = Array.isArray(dependencies) ? dependencies : Object.keys(dependencies);
  const folders = EXAMPLES.filter((each) => needed.includes(readManifest(each).name)).map((each) => relative(name, each).replaceAll('\\', '/'));
  return folders.length === 0 ? 'test' : `test --with ${folders.join(',')}`;
}

function readManifest(name: string): Pick<Manifest, 'name' | 'dependencies'> {
  return JSON.parse(readFileSync(join(examples, name, 'plugin.json'), 'utf8')) as Manifest;
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

  test('has types that are right, strictly', () => {
    expect(compileFolder(directory(), STRICT)).toEqual([]);
  });

  test('keeps its contract and passes its tests, and its README shows what commands print', async () => {
    const runCommand = createRunner(directory());
    const tested = await runCommand(nameTestCommand(name));
    expect(tested).toMatch(/^✓ {2}contract: [\s\S]*\ntest passed: \d+ passed\n$/);
    expect(tested).not.toMatch(/✗|\d (?:failed|skipped)\b/);
    // `vitest run -u` writes the README anew.
    await expect(await runReadme(await readFile(readme, 'utf8'), runCommand)).toMatchFileSnapshot(readme);
  });

  test('quotes in its README what its transcripts and its files say', async () => {
    const text = await readFile(readme, 'utf8');
    const transcripts = await Promise.all(listFiles(join(examples, name, 'tests')).filter((path) => path.endsWith('.chat')).map((path) => readFile(path, 'utf8')));
    const conversations = listCodeBlocks(text).filter(({ language }) => language === 'chat');
    expect(conversations.map(({ code }) => code).filter((code) => !transcripts.some((transcript) => transcript.includes(code)))).toEqual([]);
    for (const [, file = '', code = ''] of text.matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```$/gm)) {
      expect(await readFile(join(examples, name, file), 'utf8')).toContain(code);
    }
  });

  test('can be packed', async () => {
    const packed = await runCli(['pack', '--no-sign', '--out', 'example.plx', '--json'], { cwd: directory() });
    expect(packed).toMatchObject({ code: 0, json: { ok: true } });
    expect(await runCli(['verify', 'example.plx'], { cwd: directory() })).toMatchObject({ code: EXIT.unsigned });
  });
});

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findContract } from '../../../src/test-runner/contract/contracts.ts';
import { runCli } from '../../helpers/run-cli.ts';
import { createPlugin } from './create-plugin.ts';

const docs = join(import.meta.dirname, '../../../docs/guide');
const readGuide = (name: string): Promise<string> => readFile(join(docs, `${name}.md`), 'utf8');
const listBlocks = (guide: string, language: string): readonly string[] =>
  [...guide.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, block = '']) => block);
const withoutTimes = (text: string): string => text.replace(/\b\d+ ms\b|\b\d+\.\d\d s\b/g, '‹time›');

describe('the guide to testing', () => {
  test('its tests pass on the plugin of the other guide, and print what it shows', async () => {
    const [plugin = ''] = listBlocks(await readGuide('message-processor'), 'ts');
    const guide = await readGuide('testing');
    // The one about two plugins is run with two, in companions.test.ts.
    const [first = '', ...others] = listBlocks(guide, 'ts').filter((code) => !code.includes(`'../maps'`));
    const [output = ''] = listBlocks(guide, 'text');
    const folder = await createPlugin({ 'src/index.ts': plugin, 'tests/dice.test.ts': first });
    const { code, stdout } = await runCli(['test'], { cwd: folder });
    expect({ code, stdout: withoutTimes(`$ plexi-plugin test\n${stdout}`) }).toEqual({ code: 0, stdout: withoutTimes(output) });
    const more = await createPlugin({ 'src/index.ts': plugin, ...Object.fromEntries(others.map((code, index) => [`tests/more-${index}.test.ts`, code])) });
    expect(await runCli(['test'], { cwd: more })).toMatchObject({ code: 0, stderr: '' });
  });

  test('shows coverage as the command does, of its plugin with a file that is not tested to its end', async () => {
    const [plugin = ''] = listBlocks(await readGuide('message-processor'), 'ts');
    const guide = await readGuide('testing');
    const [first = ''] = listBlocks(guide, 'ts');
    const shown = listBlocks(guide, 'text').find((block) => block.startsWith('$ plexi-plugin test --coverage')) ?? 'not shown';
    const told = plugin.replace("from 'plexi-plugin/sdk';", "from 'plexi-plugin/sdk';\nimport { describeOdds } from './odds.ts';").replace('    const rolls', '    this.logger.debug(describeOdds(Number(sides)));\n    const rolls');
    const odds = `export function describeOdds(sides: number): string {\n  if (sides === 1_000_003) {\n    return 'hardly ever';\n  }\n  return \`one in \${sides}\`;\n}\n`;
    const folder = await createPlugin({ 'src/index.ts': told, 'src/odds.ts': odds, 'tests/dice.test.ts': first });
    const manifest = JSON.parse(await readFile(join(folder, 'plugin.json'), 'utf8')) as { readonly permissions: readonly string[] };
    await writeFile(join(folder, 'plugin.json'), JSON.stringify({ ...manifest, permissions: [...manifest.permissions, 'users.read'] }));
    const { code, stdout } = await runCli(['test', '--coverage', '--coverage-dir', 'coverage', '--html', 'report.html'], { cwd: folder });
    expect({ code, stdout: withoutTimes(`$ plexi-plugin test --coverage\n${stdout}`) }).toEqual({ code: 0, stdout: withoutTimes(shown) });
    expect(await readFile(join(folder, 'report.html'), 'utf8')).toContain('one way was never taken');
    expect(await readdir(join(folder, 'coverage'))).toEqual(['coverage-final.json', 'lcov.info']);
  });

  test('shows a missing permission as the command does', async () => {
    const shown = listBlocks(await readGuide('testing'), 'text').find((block) => block.includes('PLX4210')) ?? 'not shown';
    const printed = await readFile(join(docs, '../../test/cases/test/missing-permission/expected.txt'), 'utf8');
    for (const line of shown.trimEnd().split('\n')) expect(printed).toContain(`${line}\n`);
  });

  test('names every check of the contract', async () => {
    const guide = await readGuide('testing');
    const named = [...guide.matchAll(/^\| ([a-z][^|]*) \| [A-Z0-9_`]/gm)].map(([, name]) => name);
    const manifest = { name: 'x', version: '1.0.0', description: 'x', author: 'x', permissions: ['messages.read'] };
    const settingsSchema = { properties: { city: { type: 'string' } } };
    const known = { plugin: { source: { manifest, code: '', settingsSchema }, manifestFile: 'plugin.json' }, settings: {}, commands: [], seed: 1, fuzzRuns: 30 };
    expect(named).toEqual(findContract('message-processor').listChecks(known).map(({ name }) => name));
  });
});

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listGuideExamples } from '../../helpers/guide-examples.ts';
import { runCli } from '../../helpers/run-cli.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';

const MANIFEST = { name: 'counter', version: '1.0.0', description: 'Counts words.', author: 'Alice', type: 'tool', entry_point: 'src/index.ts', permissions: [] };
const code = (map: string): string => `import { defineAction, Tool } from 'plexi-plugin/sdk';

export default class Counter extends Tool {
  readonly #counts = ${map};
  override readonly actions = {
    count: defineAction({
      description: 'Counts how often a word has come.',
      parameters: { type: 'object', properties: { word: { type: 'string' } }, required: ['word'] },
      run: ({ word }) => this.#add(word),
    }),
  };

  #add(word: string): number {
`;
const BROKEN = `${code('{} as Record<string, number[]>')}    return (this.#counts[word] ??= []).push(1);\n  }\n}\n`;
const MENDED = `${code('new Map<string, number>()')}    const count = (this.#counts.get(word) ?? 0) + 1;\n    this.#counts.set(word, count);\n    return count;\n  }\n}\n`;

interface Printed {
  readonly result: { readonly seed: number };
  readonly diagnostics: readonly { readonly code: string; readonly message: string; readonly line?: number; readonly details?: readonly string[] }[];
}

async function run(cwd: string, ...words: readonly string[]): Promise<Printed> {
  return JSON.parse((await runCli(['test', '--json', ...words], { cwd })).stdout) as Printed;
}

const create = (): Promise<string> => createFolder({ 'plugin.json': JSON.stringify(MANIFEST), 'src/index.ts': BROKEN });
const find = ({ diagnostics }: Printed, wanted: string): Partial<Printed['diagnostics'][number]> => diagnostics.find((diagnostic) => diagnostic.code === wanted) ?? {};

describe('inputs made at random', () => {
  test('one that fails is told as the guide shows it, kept and tried first from then on, and the test that is printed is one', async () => {
    const folder = await create();
    const first = await run(folder, '--seed', '7', '--fuzz', '300');
    const { line, message, details = [] } = find(first, 'PLX4267');
    expect(first.result.seed).toBe(7);
    const printed = details.filter((each) => each !== '' && !each.includes('again') && !each.startsWith('kept')).map((each) => `  ${each}\n`);
    const shown = listGuideExamples('testing.md').find(({ code: block }) => block.includes('PLX4267'))?.code;
    expect(shown).toBe(`src/index.ts:${line ?? 0}:40: error PLX4267: ${message ?? ''}\n${printed.join('')}`);
    const kept = await readdir(join(folder, 'tests/regressions'));
    expect(kept).toHaveLength(1);

    await writeFile(join(folder, 'tests/pasted.test.ts'), details.slice(details.findIndex((each) => each.startsWith('import '))).join('\n'));
    const again = await run(folder, '--seed', '7', '--fuzz', '300');
    expect(again.diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['PLX4315', 'PLX4268', 'PLX4267', 'PLX4010']);
    expect(find(again, 'PLX4267').details).toEqual(details);

    await writeFile(join(folder, 'src/index.ts'), MENDED);
    expect((await run(folder, '--seed', '7', '--fuzz', '300')).diagnostics).toEqual([]);
    expect(await readdir(join(folder, 'tests/regressions'))).toEqual(kept);
  }, 180_000);

  test('a kept input that cannot be read is told, and stays', async () => {
    const folder = await createFolder({ 'plugin.json': JSON.stringify(MANIFEST), 'src/index.ts': MENDED, 'tests/regressions/old.json': '{"exercise": 7}' });
    const { message, details } = find(await run(folder, '--fuzz', '0'), 'PLX4268');
    expect(message).toContain('it must have "exercise"');
    expect(details).toContainEqual(expect.stringContaining('PLX4269'));
    expect(await readFile(join(folder, 'tests/regressions/old.json'), 'utf8')).toBe('{"exercise": 7}');
  });

  test.each(['-1', 'many', '99999999999'])('"--seed %s" is refused', async (seed) => {
    const { code: exitCode, stdout } = await runCli(['test', '--json', `--seed=${seed}`], { cwd: await create() });
    expect(exitCode).toBe(2);
    expect(stdout).toContain('PLX0003');
  });
});

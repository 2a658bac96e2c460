import { beforeAll, describe, expect, test } from 'vitest';
import { compilePlugin } from '../helpers/compile-plugin.ts';

const command = (body: string): string => `
import { defineCliCommand } from 'plexi-plugin/sdk';
export const command = defineCliCommand({
  category: 'a',
  summary: 'b',
  args: { name: { summary: 'c', required: true }, mode: { summary: 'd', choices: ['fast', 'safe'] }, counts: { type: 'integer', summary: 'e', variadic: true } },
  flags: { times: { type: 'integer', default: 1, summary: 'f' }, tag: { summary: 'g', multiple: true }, loud: { type: 'boolean', summary: 'h' }, out: { summary: 'i' } },
  run({ args, flags, user }, { storage }) { ${body} },
});`;

const PASS = [
  'const name: string = args.name;',
  `const mode: 'fast' | 'safe' | undefined = args.mode;`,
  'const counts: readonly number[] = args.counts;',
  'const times: number = flags.times;',
  'const tags: readonly string[] = flags.tag;',
  'const loud: boolean = flags.loud;',
  'const out: string | undefined = flags.out;',
  'const id: string | undefined = user?.id;',
  `return storage.set('a', args.name);`,
  'return flags.loud ? 1 : undefined;',
];

const STOP = ['const name: number = args.name;', 'const mode: string = args.mode;', 'args.nothing;', 'const out: string = flags.out;', `return 'fine';`];

describe('the types of a command', () => {
  let problems: readonly string[];
  beforeAll(() => {
    // All at once: the compiler takes seconds to begin.
    problems = compilePlugin(Object.fromEntries([...PASS, ...STOP].map((body, index) => [`command-${String(index)}.ts`, command(body)])));
  }, 60_000);
  const found = (index: number): readonly string[] => problems.filter((problem) => problem.includes(`command-${String(index)}.ts:`));

  for (const [index, body] of PASS.entries()) test(`let pass: ${body}`, () => { expect(found(index)).toEqual([]); });
  for (const [index, body] of STOP.entries()) test(`stop: ${body}`, () => { expect(found(PASS.length + index)).toHaveLength(1); });
});

import { describe, expect, test } from 'vitest';
import type { CommandSummary } from '../../../src/cli/command.ts';
import { parseCommandLine } from '../../../src/cli/program.ts';

const load = (): never => {
  throw new Error('parsing loads no command');
};

const COMMANDS: readonly CommandSummary[] = [
  {
    name: 'pack',
    summary: 'Pack.',
    args: { file: { summary: 'File.' } },
    flags: {
      out: { type: 'string', short: 'o', summary: 'Where to.' },
      kind: { type: 'string', summary: 'Kind.', choices: ['tool', 'provider'] },
      sign: { type: 'boolean', negatable: true, summary: 'Leave it unsigned.' },
      dryRun: { type: 'boolean', summary: 'Only say.' },
    },
    examples: ['pack -o out.plx'],
    load,
  },
  { name: 'keys generate', summary: 'Make a key.', args: { name: { summary: 'Name.', required: true } }, examples: ['keys generate me'], load },
  { name: 'validate', summary: 'Validate.', examples: ['validate'], load },
  { name: 'search', summary: 'Search.', args: { words: { summary: 'Words.', required: true, variadic: true } }, examples: ['search a b'], load },
];

const parse = (line: string) => parseCommandLine(line === '' ? [] : line.split(' '), COMMANDS);

describe('parseCommandLine', () => {
  test('names arguments and flags', () => {
    expect(parse('pack a.plx -o b --kind tool --dry-run --no-sign --json --cwd /x')).toMatchObject({
      args: { file: 'a.plx' },
      flags: { out: 'b', kind: 'tool', dryRun: true, sign: false },
      json: true,
      yes: false,
      cwd: '/x',
    });
  });

  test('leaves what is not given undefined, and a negatable flag on', () => {
    expect(parse('pack')).toMatchObject({ args: { file: undefined }, flags: { sign: true }, json: false });
  });

  test('understands a command in a group, and arguments that take many words', () => {
    expect(parse('keys generate me')).toMatchObject({ command: { name: 'keys generate' }, args: { name: 'me' } });
    expect(parse('search a b')).toMatchObject({ args: { words: ['a', 'b'] } });
  });

  for (const line of ['', '--help', 'keys', 'pack --help', 'keys generate --help', 'help', 'help pack', 'help keys generate']) {
    test(`answers "${line}" with help, without loading a command`, () => {
      expect(parse(line)).toHaveProperty('text', expect.stringContaining('Usage: plexi-plugin'));
    });
  }

  const REFUSED = [
    ['pakc', 'PLX0001', 'pack'],
    ['keys generat x', 'PLX0001', 'keys generate'],
    ['--verbose', 'PLX0002', '--verbose'],
    ['pack --otu x', 'PLX0002', '--out'],
    ['pack --out', 'PLX0002', '--out needs a value: --out VALUE'],
    ['pack a b', 'PLX0002', 'takes one argument, and got 2'],
    ['keys generate', 'PLX0002', 'needs NAME: Name.'],
    ['validate weather', 'PLX0002', 'takes no argument; --cwd DIR names another folder'],
    ['pack --kind tol', 'PLX0003', 'did you mean tool'],
  ] as const;
  for (const [line, code, mention] of REFUSED) {
    test(`refuses "${line}" with ${code}, mentioning "${mention}"`, () => {
      const run = (): unknown => parse(line);
      expect(run).toThrowCode(code);
      try {
        run();
      } catch (error) {
        expect(JSON.stringify((error as { diagnostics: unknown }).diagnostics)).toContain(mention);
      }
    });
  }
});

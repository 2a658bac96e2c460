import { describe, expect, test } from 'vitest';
import { PlexiError } from '../../../../src/core/diagnostics/plexi-error.ts';
import { parseWords } from '../../../../src/core/plugin-commands/parse-words.ts';
import { createCommand } from './commands.ts';

const COMMAND = createCommand('copy', {
  args: { from: { summary: 'The source.', required: true }, to: { summary: 'The target.', default: 'here' }, more: { type: 'integer', summary: 'Numbers.', variadic: true } },
  flags: {
    dryRun: { type: 'boolean', short: 'n', summary: 'Only say what would be done.' },
    color: { type: 'boolean', default: true, summary: 'Colours.' },
    times: { type: 'integer', short: 't', minimum: 1, maximum: 9, default: 1, summary: 'How often.' },
    mode: { choices: ['fast', 'safe'], summary: 'How.' },
    tag: { multiple: true, summary: 'Tags.' },
    ratio: { type: 'number', summary: 'A ratio.' },
  },
});
const DEFAULTS = { dryRun: false, color: true, times: 1, tag: [] };

const UNDERSTOOD: readonly (readonly [line: string, args: object, flags: object])[] = [
  ['a', { from: 'a', to: 'here', more: [] }, {}],
  ['a b 1 2', { from: 'a', to: 'b', more: [1, 2] }, {}],
  ['--dry-run a', { from: 'a', to: 'here', more: [] }, { dryRun: true }],
  ['-n a --no-color', { from: 'a', to: 'here', more: [] }, { dryRun: true, color: false }],
  ['a --times 3', { from: 'a', to: 'here', more: [] }, { times: 3 }],
  ['a --times=3', { from: 'a', to: 'here', more: [] }, { times: 3 }],
  ['a -t 3 --mode safe', { from: 'a', to: 'here', more: [] }, { times: 3, mode: 'safe' }],
  ['a --tag x --tag y', { from: 'a', to: 'here', more: [] }, { tag: ['x', 'y'] }],
  ['a --ratio -1.5e3', { from: 'a', to: 'here', more: [] }, { ratio: -1500 }],
  ['a b -4 -.5e1 -n', { from: 'a', to: 'b', more: [-4, -5] }, { dryRun: true }],
  ['-40 -n', { from: '-40', to: 'here', more: [] }, { dryRun: true }],
  ['-- --dry-run -n', { from: '--dry-run', to: '-n', more: [] }, {}],
];

const REFUSED: readonly (readonly [line: string, problem: string])[] = [
  ['', 'needs FROM: The source.'],
  ['a b c', 'takes a whole number for MORE, not "c"'],
  ['a --dry-rum', 'has no flag --dry-rum; did you mean --dry-run?'],
  ['a -x', 'has no flag -x'],
  ['a --dry-run=yes', 'takes no value for --dry-run'],
  ['a --times', 'needs a value after --times'],
  ['a --times 0', 'takes a whole number from 1 up to 9 for --times, not "0"'],
  ['a --times 1.5', 'takes a whole number from 1 up to 9 for --times, not "1.5"'],
  ['a --times 2 --times 3', 'takes --times once'],
  ['a --mode save', 'takes fast, safe for --mode, not "save"; did you mean "safe"?'],
  ['a --ratio 0x10', 'takes a number for --ratio, not "0x10"'],
  ['a --ratio Infinity', 'takes a number for --ratio, not "Infinity"'],
  ['a --constructor', 'has no flag --constructor'],
];

describe('the words after a command', () => {
  for (const [line, args, flags] of UNDERSTOOD) {
    test(`"${line}" is understood`, () => {
      expect(parseWords(COMMAND, line.split(' '))).toEqual({ args, flags: { ...DEFAULTS, ...flags } });
    });
  }

  for (const [line, problem] of REFUSED) {
    test(`"${line}" is PLX4170: ${problem}`, () => {
      const parse = () => parseWords(COMMAND, line.split(' ').filter((word) => word !== ''));
      expect(parse).toThrowCode('PLX4170');
      expect(parse).toThrow(`"copy" ${problem}`);
    });
  }

  test('everything that is wrong with them is said at once', () => {
    try {
      parseWords(COMMAND, ['--times', 'x', '--mode', 'y']);
      expect.unreachable();
    } catch (error) {
      expect(error instanceof PlexiError && error.diagnostics.map(({ message }) => message.slice(0, 20))).toEqual(['"copy" needs FROM: Th', '"copy" takes a whole', '"copy" takes fast, s'].map((text) => text.slice(0, 20)));
    }
  });

  test('a command without arguments takes none', () => {
    expect(parseWords(createCommand('now'), [])).toEqual({ args: {}, flags: {} });
    expect(() => parseWords(createCommand('now'), ['then'])).toThrow('takes no argument, and got 1');
  });

  test('a required flag is asked for', () => {
    const command = createCommand('send', { flags: { to: { required: true, summary: 'To whom.' } } });
    expect(() => parseWords(command, [])).toThrow('needs --to: To whom.');
  });
});

import { Command, CommanderError, Option } from 'commander';
import { findSimilar } from '../core/diagnostics/find-similar.ts';
import { fail } from '../core/diagnostics/plexi-error.ts';
import type { Arguments, CommandSummary, Flag, Flags } from './command.ts';

/** A command line, understood. */
export interface Invocation {
  readonly command: CommandSummary;
  readonly args: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
  readonly json: boolean;
  readonly yes: boolean;
  readonly cwd: string | undefined;
}

/** A command line that asks for help or the version: text to print. */
export interface Answer {
  readonly text: string;
}

/**
 * Understands a command line.
 *
 * @param argv - The words after `plexi-plugin`.
 * @param commands - All commands.
 * @throws {@link PlexiError} `PLX0001`, `PLX0002` or `PLX0003` when it cannot be understood.
 */
export function parseCommandLine(argv: readonly string[], commands: readonly CommandSummary[]): Invocation | Answer {
  let invocation: Invocation | undefined;
  let text = '';
  const write = (part: string): void => {
    text += part;
  };
  const program = createProgram(commands, write, (found) => {
    invocation = found;
  });
  const words = argv[0] === 'help' ? [...argv.slice(1), '--help'] : [...argv];
  try {
    program.parse(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0 || error.code === 'commander.help') return { text };
    refuse(error, words, commands);
  }
  return invocation ?? { text };
}

// The same in every terminal: the text of --help is rendered when plexi-plugin is built.
const HELP_WIDTH = 80;

function createProgram(
  commands: readonly CommandSummary[],
  write: (text: string) => void,
  found: (invocation: Invocation) => void,
): Command {
  const program = new Command('plexi-plugin')
    .description('Write, test in a sandbox, pack, sign and publish plugins for chat and AI platforms.')
    .usage('COMMAND [ARGUMENTS] [FLAGS]')
    .option('-V, --version', 'print the version') // answered by bin, before anything is loaded
    .helpOption('-h, --help', 'show help; "COMMAND --help" shows the flags and examples of a command')
    .helpCommand(false)
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: () => undefined, getOutHelpWidth: () => HELP_WIDTH })
    .action(() => program.help());
  const groups = new Map<string, Command>();
  for (const command of commands) {
    const [first = '', second] = command.name.split(' ');
    const parent = second === undefined ? program : findGroup(program, groups, first);
    addCommand(parent, second ?? first, command, found);
  }
  return program;
}

function findGroup(program: Command, groups: Map<string, Command>, name: string): Command {
  let group = groups.get(name);
  if (group === undefined) {
    const created = program.command(name).description(GROUP_SUMMARIES[name] ?? '').helpCommand(false);
    created.action(() => created.help());
    groups.set(name, created);
    group = created;
  }
  return group;
}

const GROUP_SUMMARIES: Readonly<Record<string, string>> = {
  keys: 'Make, list, export, import and trust signing keys.',
};

function addCommand(parent: Command, name: string, summary: CommandSummary, found: (invocation: Invocation) => void): void {
  const command = parent.command(name).description(summary.summary).passThroughOptions(summary.takesRest === true);
  for (const [argument, { summary: text, required, variadic }] of Object.entries(summary.args ?? {})) {
    const label = `${argument}${variadic === true ? '...' : ''}`;
    command.argument(required === true ? `<${label}>` : `[${label}]`, text);
  }
  for (const [flag, definition] of Object.entries(summary.flags ?? {})) addFlag(command, flag, definition);
  command
    .option('--cwd <DIR>', 'the plugin’s folder (default: the current one)')
    .option('--json', 'print one JSON document: {"ok","result","diagnostics"}')
    .option('--yes', 'take every default and ask nothing; grants no permission')
    .addHelpText('after', formatExamples(summary.examples))
    .action((...words: unknown[]) => {
      const { cwd, json, yes, ...flags } = command.opts<Record<string, string | boolean | undefined>>();
      found({
        command: summary,
        args: nameArguments(summary.args ?? {}, words),
        flags,
        json: json === true,
        yes: yes === true,
        cwd: typeof cwd === 'string' ? cwd : undefined,
      });
    });
}

function addFlag(command: Command, name: string, flag: Flag): void {
  const dashed = dash(name);
  const short = flag.short === undefined ? '' : `-${flag.short}, `;
  if (flag.type === 'boolean') {
    command.option(flag.negatable === true ? `--no-${dashed}` : `${short}--${dashed}`, flag.summary);
    return;
  }
  const option = new Option(`${short}--${dashed} <${flag.value ?? 'value'}>`, flag.summary);
  if (flag.choices !== undefined) option.choices([...flag.choices]);
  command.addOption(option);
}

/** `junitFile` to `junit-file`. */
export function dash(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function nameArguments(args: Arguments, words: readonly unknown[]): Invocation['args'] {
  return Object.fromEntries(
    Object.keys(args).map((name, index) => [name, words[index] as string | readonly string[] | undefined]),
  );
}

function formatExamples(examples: readonly string[]): string {
  return `\nExamples:\n${examples.map((example) => `  $ plexi-plugin ${example}`).join('\n')}\n`;
}

function refuse(error: CommanderError, argv: readonly string[], commands: readonly CommandSummary[]): never {
  const command = commands.find(({ name }) => isPrefix(name.split(' '), argv));
  if (command === undefined) refuseCommand(argv, commands);
  const detail = error.message.replace(/^error: /, '').replaceAll('\n', ' ');
  const unknownFlag = /unknown option '([^']+)'/.exec(detail)?.[1];
  if (unknownFlag !== undefined) {
    const known = [...Object.keys(command.flags ?? {}).map((name) => `--${dash(name)}`), '--json', '--cwd', '--yes', '--help'];
    const similar = findSimilar(unknownFlag, known);
    const question = similar === undefined ? '' : `; did you mean ${similar}?`;
    fail('PLX0002', { problem: `"${command.name}" has no flag ${unknownFlag}${question}`, command: command.name });
  }
  const choice = /option '.*?(--[\w-]+).*' argument '(.*)' is invalid\. Allowed choices are (.*)\.$/.exec(detail);
  if (choice !== null) {
    const [, flag = '', value = '', choices = ''] = choice;
    const similar = findSimilar(value, choices.split(', '));
    const expected = similar === undefined ? `one of ${choices}` : `one of ${choices} (did you mean ${similar}?)`;
    fail('PLX0003', { flag, value, expected, command: command.name });
  }
  fail('PLX0002', { problem: describeMisuse(detail, command) ?? detail, command: command.name });
}

/** What is wrong, in the words of the help instead of those of the parser. */
function describeMisuse(detail: string, { name, args = {} }: CommandSummary): string | undefined {
  const missing = /missing required argument '(.+)'/.exec(detail)?.[1];
  if (missing !== undefined) return `"${name}" needs ${dash(missing).toUpperCase()}: ${args[missing]?.summary ?? ''}`;
  const flag = /option '.*?(--[\w-]+) <(.+)>' argument missing/.exec(detail);
  if (flag !== null) return `${flag[1]} needs a value: ${flag[1]} ${flag[2]?.toUpperCase()}`;
  const [, most, given] = /Expected (\d+) arguments? but got (\d+)/.exec(detail) ?? [];
  if (most === '0') return `"${name}" takes no argument; --cwd DIR names another folder`;
  return most === undefined ? undefined : `"${name}" takes ${most === '1' ? 'one argument' : `${most} arguments`}, and got ${given}`;
}

function refuseCommand(argv: readonly string[], commands: readonly CommandSummary[]): never {
  const [first = '', second = ''] = argv;
  const isGroup = commands.some(({ name }) => name.startsWith(`${first} `));
  const word = isGroup ? `${first} ${second}` : first;
  if (word.startsWith('-')) fail('PLX0002', { problem: `there is no flag ${word} before the command: flags come after it`, command: 'COMMAND' });
  const similar = findSimilar(word, new Set(commands.flatMap(({ name }) => (isGroup ? [name] : [name, name.split(' ')[0] ?? '']))));
  const suggestion = similar === undefined ? 'run "plexi-plugin --help" for the list' : `did you mean "plexi-plugin ${similar}"?`;
  fail('PLX0001', { command: word, suggestion });
}

function isPrefix(words: readonly string[], argv: readonly string[]): boolean {
  return words.every((word, index) => argv[index] === word);
}

/** Every flag of a command with the ones that all commands share. */
export const SHARED_FLAGS = {
  cwd: { type: 'string', value: 'DIR', summary: 'The plugin’s folder (default: the current one).' },
  json: { type: 'boolean', summary: 'Print one JSON document: {"ok","result","diagnostics"}.' },
  yes: { type: 'boolean', summary: 'Take every default and ask nothing; grants no permission.' },
} as const satisfies Flags;

import type { CommandArgument, CommandFlag } from '../../../../sdk/kinds/cli-command.ts';
import { PlexiError } from '../../../core/diagnostics/plexi-error.ts';
import { parseWords } from '../../../core/plugin-commands/parse-words.ts';
import { splitLine } from '../../../core/plugin-commands/split-line.ts';
import { dash, type PluginCommand } from '../../../core/plugin-commands/plugin-command.ts';
import type { LiveTestHost } from '../../live-test-host.ts';
import { attempt, quote } from '../attempt.ts';
import { defineChecks } from '../define-checks.ts';

// A plugin may have hundreds of commands: the rest is like the first.
const MOST_COMMANDS = 60;

/** What a plugin must do that adds commands to a command line. */
export const cliChecks = defineChecks('PLX4245', [
  {
    name: 'offers commands that can be found',
    proves: 'It has commands, no two of its entry points have one of the same name, and no two flags of a command have the same letter.',
    async run({ start }) {
      const all = listCommands(await start());
      const twice = all.find(({ name }, index) => all.some((other, at) => at < index && other.name === name));
      if (twice !== undefined) return { reason: `two entry points have a command "${twice.name}"` };
      for (const { name, flags } of all) {
        const letters = Object.values(flags).flatMap(({ short }) => (short === undefined ? [] : [short]));
        const letter = letters.find((each, at) => letters.indexOf(each) < at);
        if (letter !== undefined) return { reason: `two flags of "${name}" have the letter "${letter}"` };
      }
      return all.length === 0 ? { reason: 'it has no command' } : undefined;
    },
  },
  {
    name: 'shows examples that work',
    proves: 'Every example in the help of a command begins with its name and is understood: its arguments, its flags, their values.',
    needs: 'offers commands that can be found',
    async run({ start }) {
      const wrong = listCommands(await start()).flatMap((command) => command.examples.flatMap((example) => judgeExample(command, example)));
      return wrong[0] === undefined ? undefined : { reason: wrong[0] };
    },
  },
  {
    name: 'runs with whatever its help allows',
    proves: `Each of its first ${String(MOST_COMMANDS)} commands runs with its examples, with what is required and nothing else, with every flag, and with values at the edges; an administrator runs it who has confirmed it. It ends with an exit code, or with an error of its own.`,
    needs: 'shows examples that work',
    run: async ({ start }) => runEach(await start(), { id: 'tester', isAdmin: true }, () => true),
  },
  {
    name: 'runs when nobody is signed in',
    proves: 'Commands that ask neither for a user nor for an administrator run without one.',
    needs: 'runs with whatever its help allows',
    run: async ({ start }) => runEach(await start(), undefined, ({ requiresAuth, adminOnly }) => requiresAuth !== true && adminOnly !== true),
  },
]);

function listCommands({ commands }: LiveTestHost): readonly PluginCommand[] {
  return commands.list().flatMap((group) => group.commands);
}

async function runEach(host: LiveTestHost, user: { readonly id: string; readonly isAdmin: boolean } | undefined, isMeant: (command: PluginCommand) => boolean): Promise<undefined> {
  for (const command of listCommands(host).filter(isMeant).slice(0, MOST_COMMANDS)) {
    for (const words of listLines(command)) {
      await attempt(host, `${quote(words.join(' '))}${user === undefined ? ', when nobody is signed in' : ''}`, () => host.runCommand(words, { ...(user && { user }), isConfirmed: true }));
    }
  }
}

/** What is typed: the examples, what is required, and everything with each of its values. */
function listLines(command: PluginCommand): readonly (readonly string[])[] {
  const name = command.name.split(' ');
  const args = Object.values(command.args);
  const flags = Object.entries(command.flags);
  const required = args.filter((arg) => arg.required === true).map(firstValue);
  const musts = flags.flatMap(([flag, spec]) => (spec.type !== 'boolean' && spec.required === true ? [`--${dash(flag)}`, firstValue(spec)] : []));
  const least = [...name, ...required, ...musts];
  const edges = args.flatMap((arg, at) => listValues(arg).map((value) => [...name, ...args.map((each, other) => (other === at ? value : firstValue(each))), ...musts]));
  const flagged = flags.flatMap(([flag, spec]) => (spec.type === 'boolean' ? [[...least, `--${dash(flag)}`]] : listValues(spec).map((value) => [...least, `--${dash(flag)}=${value}`])));
  return [...command.examples.map(splitLine), least, ...edges, ...flagged];
}

function firstValue(spec: CommandArgument | CommandFlag): string {
  return listValues(spec)[0] ?? 'Oslo';
}

function listValues(spec: CommandArgument | CommandFlag): readonly string[] {
  if (spec.type === 'boolean') return [];
  if (spec.type === 'integer' || spec.type === 'number') return [...new Set([spec.default, spec.minimum, spec.maximum, 1, 0].filter((value) => value !== undefined))].map(String);
  return ('choices' in spec ? spec.choices : undefined) ?? ['Oslo', '__proto__', '👩‍👩‍👧 שלום', 'x'.repeat(1_000)];
}

function judgeExample(command: PluginCommand, example: string): readonly string[] {
  const words = splitLine(example);
  const name = command.name.split(' ');
  if (name.some((word, index) => words[index] !== word)) return [`the example "${example}" does not begin with "${command.name}"`];
  try {
    parseWords(command, words.slice(name.length));
    return [];
  } catch (error) {
    if (error instanceof PlexiError) return [`the example "${example}" is not understood: ${error.message}`];
    throw error;
  }
}

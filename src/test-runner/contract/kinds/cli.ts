import { PlexiError } from '../../../core/diagnostics/plexi-error.ts';
import { parseWords } from '../../../core/plugin-commands/parse-words.ts';
import { splitLine } from '../../../core/plugin-commands/split-line.ts';
import type { PluginCommand } from '../../../core/plugin-commands/plugin-command.ts';
import type { ContractCheck } from '../contract.ts';

/** What a plugin must do that adds commands to a command line. */
export const cliChecks: readonly ContractCheck[] = [
  {
    name: 'offers commands that can be found',
    proves: 'It has commands, and no two of its entry points have one of the same name.',
    code: 'PLX4245',
    needs: 'starts',
    async run({ start }) {
      const { commands } = await start();
      const all = commands.list().flatMap((group) => group.commands);
      const twice = all.find(({ name }, index) => all.some((other, at) => at < index && other.name === name));
      if (twice !== undefined) return { reason: `two entry points have a command "${twice.name}"` };
      return all.length === 0 ? { reason: 'it has no command' } : undefined;
    },
  },
  {
    name: 'shows examples that work',
    proves: 'Every example in the help of a command begins with its name and is understood: its arguments, its flags, their values.',
    code: 'PLX4245',
    needs: 'offers commands that can be found',
    async run({ start }) {
      const { commands } = await start();
      const wrong = commands.list().flatMap((group) => group.commands).flatMap((command) => command.examples.flatMap((example) => judgeExample(command, example)));
      return wrong[0] === undefined ? undefined : { reason: wrong[0] };
    },
  },
];

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

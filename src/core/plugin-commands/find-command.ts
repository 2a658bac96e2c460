import { findSimilar } from '../diagnostics/find-similar.ts';
import { fail } from '../diagnostics/plexi-error.ts';
import type { PluginCommand } from './plugin-command.ts';

/** A command, and the words that are left for it. */
export interface FoundCommand {
  readonly command: PluginCommand;
  readonly words: readonly string[];
}

/**
 * Finds the command that a command line begins with: the one with the longest name.
 *
 * @throws {@link PlexiError} `PLX4171` when there is none, `PLX4172` when several plugins have it.
 */
export function findCommand(commands: readonly PluginCommand[], words: readonly string[]): FoundCommand {
  const longest = commands.filter(({ name }) => isBeginning(name.split(' '), words)).reduce((most, { name }) => Math.max(most, name.length), 0);
  const [command, other] = commands.filter(({ name }) => name.length === longest && isBeginning(name.split(' '), words));
  if (command === undefined) return refuse(commands, words);
  if (other !== undefined) fail('PLX4172', { command: command.name, first: command.plugin, second: other.plugin });
  return { command, words: words.slice(command.name.split(' ').length) };
}

function isBeginning(name: readonly string[], words: readonly string[]): boolean {
  return name.every((word, index) => words[index] === word);
}

function refuse(commands: readonly PluginCommand[], words: readonly string[]): never {
  const end = words.findIndex((word) => word.startsWith('-'));
  const written = end < 0 ? words : words.slice(0, end);
  // What was meant may have one word or several; what follows are arguments.
  const guesses = written.slice(0, 4).map((_, index) => written.slice(0, index + 1).join(' ')).reverse();
  const names = commands.map(({ name }) => name);
  const similar = guesses.map((guess) => findSimilar(guess, names)).find((name) => name !== undefined);
  const suggestion = similar === undefined ? 'ask for "--help", or for "--search WORD"' : `did you mean "${similar}"?`;
  return fail('PLX4171', { command: written.slice(0, 2).join(' ') || (words[0] ?? ''), suggestion });
}

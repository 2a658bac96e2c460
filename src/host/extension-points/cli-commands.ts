import type { CommandUser } from '../../../sdk/kinds/cli-command.ts';
import type { CommandLine } from '../../../sdk/kinds/cli-output.ts';
import { fail } from '../../core/diagnostics/plexi-error.ts';
import { PLAIN, type Painter } from '../../core/diagnostics/render-diagnostic.ts';
import { findCommand } from '../../core/plugin-commands/find-command.ts';
import { parseWords } from '../../core/plugin-commands/parse-words.ts';
import type { PluginCommand } from '../../core/plugin-commands/plugin-command.ts';
import { groupCommands, renderCommand, renderCommandList, type CommandGroup } from '../../core/plugin-commands/render-commands.ts';
import { indexCommands } from '../../core/plugin-commands/search-commands.ts';
import type { PluginArgument, PluginResult } from '../boundary.ts';
import type { Extensions } from '../extensions.ts';
import { commandType } from './command-shape.ts';
import { createContributedList } from './contribution.ts';
import { listDefined, listOwn } from './own-permissions.ts';
import { readResult, type ResultSource } from './read-result.ts';
import { isRecord, isStream, list, number, object, oneOf, text } from './shape.ts';

/** Somebody who runs a command. */
export interface CommandRunner extends Omit<CommandUser, 'permissions'> {
  /** What the user was granted of what plugins define; default: nothing. Administrators have all of it. */
  readonly permissions?: readonly string[];
}

/** One run of a command. */
export interface CommandRequest {
  /** The command's name, word by word, and what follows it. */
  readonly words: readonly string[];
  /** Only the commands of this plugin are meant. */
  readonly plugin?: string;
  /** Who runs it; absent when nobody is signed in. */
  readonly user?: CommandRunner;
  /** Whether a person has said that a dangerous command is wanted. */
  readonly isConfirmed?: boolean;
  /** Tells the plugin that nobody waits any more. */
  readonly signal?: AbortSignal;
  /** Wall time it may take from one line to the next, in milliseconds; default: what hooks may take. */
  readonly timeoutMs?: number;
  /**
   * Takes what it prints; the command is asked for more when this has settled. The text is the plugin's: escape it before
   * it reaches a terminal.
   */
  readonly onPrint: (line: CommandLine) => void | Promise<void>;
}

/** Which commands are meant; default: all. */
export interface CommandQuery {
  readonly plugin?: string;
  readonly category?: string;
}

/** The commands that plugins add to the command line of a host. */
export interface CliCommands {
  /** By category and name. */
  list(query?: CommandQuery): readonly CommandGroup[];
  /** The commands that speak of every word, best first. */
  search(words: string, query?: CommandQuery): readonly PluginCommand[];
  /** The command that a line begins with. @throws {@link PlexiError} `PLX4171`, `PLX4172`. */
  find(words: readonly string[], query?: CommandQuery): PluginCommand;
  /**
   * Renders help: of the command that a line begins with, of a category, or of all where there are no words.
   *
   * @throws {@link PlexiError} `PLX4171`, `PLX4172`.
   */
  help(words?: readonly string[], query?: CommandQuery, paint?: Painter): string;
  /**
   * Runs a command.
   *
   * @returns Its exit code.
   * @throws {@link PlexiError} `PLX4170` to `PLX4175` or `PLX4309` when it is not run; `PLX4301` when what it says makes no sense; PLX40xx
   *   when it failed.
   */
  run(request: CommandRequest): Promise<number>;
}

const printed = list(object({ stream: oneOf('stdout', 'stderr'), text: text({ max: 1024 * 1024 }) }), 1_000);
const ended = object({ exitCode: number({ min: 0, max: 255, whole: true }) });

/** Makes the command line of a host. */
export function createCliCommands({ extensions }: { readonly extensions: Extensions }): CliCommands {
  // Plugins have hundreds of commands, and each that is run is found among them.
  const listAll = createContributedList(extensions, commandType);
  const listCommands = ({ plugin, category }: CommandQuery = {}): readonly PluginCommand[] =>
    listAll()
      .map(({ extension, name, options }): PluginCommand => ({ plugin: extension.plugin, entry: extension.entry, name, args: {}, flags: {}, examples: [], ...options }))
      .filter((command) => (plugin === undefined || command.plugin === plugin) && (category === undefined || command.category === category));

  function listHeld({ plugin }: PluginCommand, { isAdmin, permissions = [] }: Pick<CommandRunner, 'isAdmin' | 'permissions'> = { isAdmin: false }): string[] {
    const manifest = extensions.list().find((each) => each.plugin === plugin)?.source.manifest;
    if (manifest === undefined) return [];
    return isAdmin ? [...listDefined(manifest)] : listOwn(manifest, permissions);
  }

  async function run({ words, plugin, user, isConfirmed = false, signal = new AbortController().signal, timeoutMs, onPrint }: CommandRequest): Promise<number> {
    const { command, words: given } = findCommand(listCommands(plugin === undefined ? {} : { plugin }), words);
    const { name, entry } = command;
    if (command.requiresAuth === true && user === undefined) fail('PLX4173', { command: name });
    if (command.adminOnly === true && user?.isAdmin !== true) fail('PLX4174', { command: name });
    const permissions = listHeld(command, user);
    const missing = command.permissions?.find((permission) => !permissions.includes(permission));
    if (missing !== undefined) fail('PLX4309', { command: name, permission: missing });
    const values = parseWords(command, given);
    if (command.dangerous === true && !isConfirmed) fail('PLX4175', { command: name });
    const target = { plugin: command.plugin, entry, hook: 'runCommand', ...(timeoutMs !== undefined && { timeoutMs }) };
    const input: PluginArgument = { args: values.args, flags: values.flags, signal, ...(user && { user: { id: user.id, isAdmin: user.isAdmin, permissions } }) };
    return readOutput(await extensions.invoke(target, [name, input]), target, onPrint);
  }

  return {
    list: (query) => groupCommands(listCommands(query)),
    search: (words, query) => indexCommands(listCommands(query))(words),
    find: (words, query) => findCommand(listCommands(query), words).command,
    help(words = [], query = {}, paint = PLAIN) {
      const commands = listCommands(query);
      if (words.length === 0) return renderCommandList(commands, paint);
      const inCategory = commands.filter(({ category }) => words.length === 1 && category === words[0]);
      const isCommand = commands.some(({ name }) => name === words[0]);
      return inCategory.length > 0 && !isCommand ? renderCommandList(inCategory, paint) : renderCommand(findCommand(commands, words).command, paint);
    },
    run,
  };
}

async function readOutput(result: PluginResult, source: ResultSource, onPrint: CommandRequest['onPrint']): Promise<number> {
  const refuse = (problem: string): never => fail('PLX4301', { ...source, problem });
  if (!isStream(result)) return refuse('it must be a stream');
  for await (const part of result) {
    if (isEnd(part)) return readResult(ended, part, source).exitCode;
    for (const line of readResult(printed, part, source)) await onPrint(line);
  }
  return refuse('it must end with an exit code');
}

function isEnd(part: PluginResult): boolean {
  return isRecord(part) && Object.hasOwn(part, 'exitCode');
}

import { defineEntry, type LifecycleFunctions, type PluginClass } from '../define-entry.ts';
import type { Kind } from '../kind.ts';
import { Plugin } from '../plugin.ts';
import type { JsonValue } from '../runtime-interface.ts';
import type { CliCommand, CommandArguments, CommandFlags } from './cli-command.ts';
import { streamCommand, type CommandInput, type CommandOutput } from './cli-output.ts';

/** The commands of a plugin, by name: one to four words, for example `dev status`. */
export interface CliCommands {
  readonly [name: string]: Omit<CliCommand, 'run'> & { run(call: never, context: never): unknown };
}

const KIND: Kind = {
  name: 'cli',
  hooks: ['runCommand'],
  contributions: (plugin) =>
    Object.entries((plugin as Plugin & Pick<CliPlugin, 'commands'>).commands).map(([name, command]) => ({
      type: 'command',
      name,
      // What is left is what the type says: literals.
      options: { ...command, run: undefined } as object as JsonValue,
    })),
};

/**
 * A plugin that adds commands to the command line of its host. Hundreds stay discoverable: help lists them by category,
 * and people search them by word.
 *
 * @example
 * ```ts
 * import { CliPlugin, defineCliCommand } from 'plexi-plugin/sdk';
 *
 * export default class Notes extends CliPlugin {
 *   override readonly commands = {
 *     'notes add': defineCliCommand({
 *       category: 'notes',
 *       summary: 'Keep a note.',
 *       args: { text: { summary: 'The note.', required: true } },
 *       flags: { urgent: { type: 'boolean', short: 'u', summary: 'Put it on top.' } },
 *       run: async ({ args, flags, print }, { storage }) => {
 *         const notes = (await storage.get<string[]>('notes')) ?? [];
 *         await storage.set('notes', flags.urgent ? [args.text, ...notes] : [...notes, args.text]);
 *         await print(`There are ${notes.length + 1} notes.`);
 *       },
 *     }),
 *   };
 * }
 * ```
 */
export abstract class CliPlugin extends Plugin {
  static readonly kind: Kind = KIND;

  /** What people can run: read once, when the plugin is made. */
  abstract readonly commands: CliCommands;

  /**
   * Runs one command. Hosts call it, after they have checked what the person wrote and whether they may.
   *
   * @param name - The command's name.
   * @param input - The values of its arguments and flags.
   * @returns What it prints, and its exit code.
   * @throws RangeError when there is no such command.
   */
  runCommand(name: string, input: CommandInput): AsyncIterable<CommandOutput> {
    const command = Object.hasOwn(this.commands, name) ? this.commands[name] : undefined;
    if (command === undefined) throw new RangeError(`there is no command "${name}"`);
    return streamCommand((call) => command.run(call as never, this as never), input, name);
  }
}

/**
 * Types one command and returns it unchanged: what its function gets follows from its arguments and flags.
 *
 * @param command - The command.
 * @returns The same command.
 *
 * @example
 * ```ts
 * import { defineCliCommand, defineCliPlugin } from 'plexi-plugin/sdk';
 *
 * const greet = defineCliCommand({
 *   category: 'fun',
 *   summary: 'Greet somebody.',
 *   args: { name: { summary: 'Whom to greet.', required: true } },
 *   flags: { times: { type: 'integer', minimum: 1, default: 1, summary: 'How often.' } },
 *   async run({ args, flags, print }) {
 *     for (let time = 0; time < flags.times; time++) await print(`Hello ${args.name}!`);
 *   },
 * });
 *
 * export const Greetings = defineCliPlugin({ commands: { greet } });
 * ```
 */
export function defineCliCommand<const Arguments extends CommandArguments = Readonly<Record<string, never>>, const Flags extends CommandFlags = Readonly<Record<string, never>>>(
  command: CliCommand<Arguments, Flags>,
): CliCommand<Arguments, Flags> {
  return command;
}

/** A CLI plugin as an object: its commands, and hooks of the lifecycle. */
export interface CliPluginDefinition extends LifecycleFunctions {
  /** Made with {@link defineCliCommand}. */
  readonly commands: CliCommands;
}

/**
 * Makes a CLI plugin from functions: the same as a class that extends {@link CliPlugin}.
 *
 * @param definition - The commands, and hooks of the lifecycle.
 * @returns The class to export from the entry point.
 * @throws TypeError when a name is no hook, or a hook is no function.
 *
 * @example
 * ```ts
 * import { defineCliCommand, defineCliPlugin } from 'plexi-plugin/sdk';
 *
 * export const Clock = defineCliPlugin({
 *   commands: {
 *     now: defineCliCommand({ category: 'time', summary: 'Tell the time.', run: ({ print }) => print(new Date().toISOString()) }),
 *   },
 * });
 * ```
 */
export function defineCliPlugin({ commands, ...hooks }: CliPluginDefinition): PluginClass {
  return defineEntry(CliPlugin, hooks, { commands });
}

import type { Manifest } from '../../src/core/manifest/schema.ts';

/** How many commands {@link MEGA_CLI} has. */
export const MEGA_COMMANDS = 420;

/** The manifest of {@link MEGA_CLI}. */
export const MEGA_MANIFEST: Partial<Manifest> = { name: 'mega', type: 'cli', permissions: [] };

/** A plugin with hundreds of commands in ten categories, each with arguments, flags and help of its own. */
export const MEGA_CLI = `
import { CliPlugin, defineCliCommand, type CliCommands } from 'plexi-plugin/sdk';

const CATEGORIES = ['ai', 'backup', 'chat', 'dev', 'file', 'net', 'plugin', 'security', 'sys', 'user'];
const VERBS = ['list', 'show', 'add', 'remove', 'check', 'export'];
const THINGS = ['rooms', 'people', 'files', 'keys', 'tasks', 'logs', 'rules'];

function createCommands(): CliCommands {
  const names = CATEGORIES.flatMap((category) => VERBS.flatMap((verb) => THINGS.map((thing) => ({ category, verb, thing }))));
  return Object.fromEntries(names.map(({ category, verb, thing }) => [
    category + ' ' + verb + '-' + thing,
    defineCliCommand({
      category,
      summary: 'Use ' + category + ' to ' + verb + ' ' + thing + '.',
      help: 'The command looks at every one of the ' + thing + ' of the area ' + category + '.\\nWhat it finds is printed line by line, and with --limit only the first of it.',
      args: { pattern: { summary: 'Which ' + thing + ' are meant.', default: '*' } },
      flags: { limit: { type: 'integer', short: 'l', minimum: 1, summary: 'How many at most.' }, long: { type: 'boolean', summary: 'Print all that is known.' } },
      examples: [category + ' ' + verb + '-' + thing + ' --limit 3'],
      dangerous: verb === 'remove',
      versionAdded: '1.0.0',
      run: ({ args, flags, print }) => print([category, verb, thing, args.pattern, flags.limit ?? 'all', flags.long].join(' ')),
    }),
  ]));
}

export default class MegaCli extends CliPlugin {
  override readonly commands = createCommands();
}`;

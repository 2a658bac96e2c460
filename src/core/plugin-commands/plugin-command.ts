import type { CliCommand, CommandArguments, CommandFlags } from '../../../sdk/kinds/cli-command.ts';

/** A command that a plugin offers, checked: every text is the plugin's, so it is escaped before it is printed. */
export interface PluginCommand extends Omit<CliCommand, 'run' | 'args' | 'flags' | 'examples'> {
  readonly plugin: string;
  /** The entry point that runs it. */
  readonly entry: string;
  /** One word, or a few with blanks between them: `dev status`. */
  readonly name: string;
  readonly args: CommandArguments;
  readonly flags: CommandFlags;
  readonly examples: readonly string[];
}

/** Compares commands: by category, then by name. */
export function compareCommands(a: PluginCommand, b: PluginCommand): number {
  return compareTexts(a.category, b.category) || compareTexts(a.name, b.name) || compareTexts(a.plugin, b.plugin);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `dryRun` as it stands on the command line: `dry-run`. */
export function dash(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

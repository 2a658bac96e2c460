import type { PluginCommand } from '../../../../src/core/plugin-commands/plugin-command.ts';

/** Makes a command; what a test does not speak of is ordinary. */
export function createCommand(name: string, parts: Partial<PluginCommand> = {}): PluginCommand {
  return { plugin: 'mega', entry: 'src/index.ts', name, category: 'dev', summary: `Does ${name}.`, args: {}, flags: {}, examples: [], ...parts };
}

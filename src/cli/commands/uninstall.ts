import { defineCommand } from '../command.ts';

export const uninstallCommand = defineCommand({
  name: 'uninstall',
  summary: 'Remove an installed plugin, its pin and its grants.',
  args: { name: { summary: 'The plugin.', required: true } },
  flags: { to: { type: 'string', value: 'DIR', summary: 'The folder of all plugins (default: plugins).' } },
  examples: ['uninstall weather', 'uninstall weather --to ./plugins'],
  async run({ args, flags, platform, output }) {
    const { uninstallPlugin } = await import('../../operations/uninstall-plugin.ts');
    const report = await uninstallPlugin({ name: args.name, to: flags.to }, platform);
    output.result(report, `Removed ${report.name} ${report.version} from ${report.path}`);
  },
});

import { defineCommand } from '../command.ts';

export const infoCommand = defineCommand({
  name: 'info',
  summary: 'Show a published plugin: versions, permissions, key.',
  args: { plugin: { summary: 'NAME, NAME@VERSION or NAME@RANGE.', required: true } },
  flags: {
    registry: { type: 'string', value: 'DIR|URL', summary: 'The registry: a folder or a file:// URL (default: PLEXI_REGISTRY, else your own).' },
  },
  examples: ['info weather', 'info weather@1.0.0 --json'],
  async run({ args, flags, platform, output }) {
    const { showPlugin } = await import('../../operations/show-plugin.ts');
    const { renderPlugin } = await import('../../core/registry/render-registry.ts');
    const report = await showPlugin({ spec: args.plugin, registry: flags.registry }, platform);
    output.result(report, renderPlugin(report, output.paint));
  },
});

import { defineCommand } from '../command.ts';

export const publishCommand = defineCommand({
  name: 'publish',
  summary: 'Publish the plugin, or an archive; a version is written once, for ever.',
  args: { file: { summary: 'The archive; without one, the plugin is packed first.' } },
  flags: {
    key: { type: 'string', value: 'NAME', summary: 'Key to pack with (default: PLEXI_SIGNING_KEY, or the only key of this machine).' },
    registry: { type: 'string', value: 'DIR|URL', summary: 'The registry: a folder or a file:// URL (default: PLEXI_REGISTRY, else your own).' },
  },
  examples: ['publish', 'publish weather-1.0.0.plx --registry /srv/plugins --json'],
  async run({ directory, args, flags, platform, output }) {
    const { publishPlugin } = await import('../../operations/publish-plugin.ts');
    const { renderPublished } = await import('../../core/registry/render-registry.ts');
    const { diagnostics, ...report } = await publishPlugin({ directory, file: args.file, ...flags }, platform);
    output.diagnostics(diagnostics);
    output.result(report, renderPublished(report));
  },
});

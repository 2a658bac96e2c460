import { defineCommand } from '../command.ts';

export const publishCommand = defineCommand({
  name: 'publish',
  summary: 'Publish a signed archive; a version is written once, for ever.',
  args: { file: { summary: 'The archive.', required: true } },
  flags: {
    registry: { type: 'string', value: 'DIR|URL', summary: 'The registry: a folder or a file:// URL (default: PLEXI_REGISTRY, else your own).' },
  },
  examples: ['publish weather-1.0.0.plx', 'publish weather-1.0.0.plx --registry /srv/plugins --json'],
  async run({ args, flags, platform, output }) {
    const { publishPlugin } = await import('../../operations/publish-plugin.ts');
    const report = await publishPlugin({ file: args.file, registry: flags.registry }, platform);
    const text = report.outcome === 'published' ? 'Published' : 'Already published, with the same contents:';
    output.result(report, `${text} ${report.name} ${report.version} (${report.digest}) in ${report.registry}`);
  },
});

import { defineCommand } from '../command.ts';

export const yankCommand = defineCommand({
  name: 'yank',
  summary: 'Keep new installs from choosing a version; lockfiles that have it still get it.',
  args: { version: { summary: 'NAME@VERSION.', required: true } },
  flags: {
    reason: { type: 'string', value: 'TEXT', summary: 'Why, for whoever has the version.' },
    registry: { type: 'string', value: 'DIR|URL', summary: 'The registry: a folder or a file:// URL (default: PLEXI_REGISTRY, else your own).' },
  },
  examples: ['yank weather@1.0.0 --reason "sends every message twice"'],
  async run({ args, flags, platform, output }) {
    const { yankPlugin } = await import('../../operations/yank-plugin.ts');
    const report = await yankPlugin({ spec: args.version, ...flags }, platform);
    const text = report.outcome === 'yanked' ? 'Yanked' : 'Already yanked:';
    output.result(report, `${text} ${report.name} ${report.version} in ${report.registry}`);
  },
});

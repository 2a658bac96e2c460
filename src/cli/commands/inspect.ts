import { defineCommand } from '../command.ts';

export const inspectCommand = defineCommand({
  name: 'inspect',
  summary: 'Show what is inside an archive, and who vouches for it.',
  args: { file: { summary: 'The archive.', required: true } },
  flags: {
    key: { type: 'string', value: 'PUB.pem', summary: 'Trust only the public key in this file, not the keyring.' },
  },
  examples: ['inspect weather-1.0.0.plx', 'inspect weather-1.0.0.plx --json'],
  async run({ args, flags, platform, output }) {
    const { inspectArchive } = await import('../../operations/inspect-archive.ts');
    const { renderContents } = await import('../../core/archive/render-contents.ts');
    const { diagnostics, ...report } = await inspectArchive({ file: args.file, key: flags.key }, platform);
    output.diagnostics(diagnostics);
    output.result(report, renderContents(report));
  },
});

import { defineCommand } from '../command.ts';

export const verifyCommand = defineCommand({
  name: 'verify',
  summary: 'Verify an archive: structure, digests, signature and trust.',
  args: { file: { summary: 'The archive.', required: true } },
  flags: {
    key: { type: 'string', value: 'PUB.pem', summary: 'Trust only the public key in this file, not the keyring.' },
  },
  examples: ['verify weather-1.0.0.plx', 'verify weather-1.0.0.plx --key ada.pub.pem --json'],
  async run({ args, flags, platform, output }) {
    const { verifyArchive } = await import('../../operations/verify-archive.ts');
    const { renderVerification } = await import('../../core/archive/render-verification.ts');
    const { diagnostics, ...report } = await verifyArchive({ file: args.file, key: flags.key }, platform);
    output.diagnostics(diagnostics);
    output.result(report, renderVerification(report));
  },
});

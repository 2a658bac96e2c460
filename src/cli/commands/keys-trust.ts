import { defineCommand } from '../command.ts';

export const keysTrustCommand = defineCommand({
  name: 'keys trust',
  summary: 'Accept what somebody’s public key signed.',
  args: { file: { summary: 'Ed25519 public key, SPKI PEM.', required: true } },
  flags: { name: { type: 'string', summary: 'What to call it (default: made of the name of the file).' } },
  examples: ['keys trust ada.pub.pem', 'keys trust key.pem --name ada'],
  async run({ args, flags, platform, output }) {
    const { trustKey } = await import('../../operations/trust-key.ts');
    const report = await trustKey({ file: args.file, name: flags.name }, platform);
    output.result(report, `Archives signed with the key "${report.name}" (${report.keyId}) are trusted on this machine`);
  },
});

import { defineCommand } from '../command.ts';

export const keysExportCommand = defineCommand({
  name: 'keys export',
  summary: 'Print a public key, for others to trust.',
  args: { name: { summary: 'Which key.', required: true } },
  flags: {
    private: { type: 'boolean', summary: 'The private key instead, for a build server.' },
    out: { type: 'string', short: 'o', value: 'FILE', summary: 'Write to a new file instead of printing.' },
  },
  examples: ['keys export default', 'keys export default -o ada.pub.pem', 'keys export default --private'],
  async run({ args, flags, platform, output }) {
    const { exportKey } = await import('../../operations/export-key.ts');
    const report = await exportKey({ name: args.name, private: flags.private, out: flags.out }, platform);
    const text = (report.publicKey ?? report.privateKey ?? '').trimEnd();
    output.result(report, report.file === undefined ? text : `Wrote ${report.file}`);
  },
});

import { defineCommand } from '../command.ts';

export const keysImportCommand = defineCommand({
  name: 'keys import',
  summary: 'Add a private key from a file.',
  args: { file: { summary: 'Ed25519 private key, PKCS#8 PEM.', required: true } },
  flags: { name: { type: 'string', summary: 'What to call it (default: made of the name of the file).' } },
  examples: ['keys import release.pem', 'keys import key.pem --name release'],
  async run({ args, flags, platform, output }) {
    const { importKey } = await import('../../operations/import-key.ts');
    const report = await importKey({ file: args.file, name: flags.name }, platform);
    output.result(report, `The key "${report.name}" (${report.keyId}) can sign on this machine`);
  },
});

import { defineCommand } from '../command.ts';

export const keysGenerateCommand = defineCommand({
  name: 'keys generate',
  summary: 'Make a key pair for signing.',
  args: { name: { summary: 'What to call it (default: default).' } },
  examples: ['keys generate', 'keys generate release-2027'],
  async run({ args, platform, output }) {
    const { generateKey } = await import('../../operations/generate-key.ts');
    const report = await generateKey({ name: args.name }, platform);
    output.result(
      report,
      `Made the key "${report.name}" (${report.keyId}) in ${report.file}\n` +
        `Give others its public part: plexi-plugin keys export ${report.name}`,
    );
  },
});

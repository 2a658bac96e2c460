import { defineCommand } from '../command.ts';

export const typesCommand = defineCommand({
  name: 'types',
  summary: 'Type the settings: write plexi-env.d.ts from the settings schema.',
  flags: {
    check: { type: 'boolean', summary: 'Write nothing; fail when the file is out of date.' },
  },
  examples: ['types', 'types --check'],
  async run({ directory, flags, platform, output }) {
    const { generateTypes } = await import('../../operations/generate-types.ts');
    const { diagnostics, ...report } = await generateTypes({ directory, check: flags.check === true }, platform);
    output.diagnostics(diagnostics);
    output.result(report, `${report.file}: ${report.state}`);
  },
});

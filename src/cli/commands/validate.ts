import { defineCommand } from '../command.ts';

export const validateCommand = defineCommand({
  name: 'validate',
  summary: 'Check manifest, permissions, settings, files and code; the code is loaded in the sandbox.',
  examples: ['validate', 'validate --cwd plugins/weather --json'],
  async run({ directory, platform, output }) {
    const { validatePlugin } = await import('../../operations/validate-plugin.ts');
    const { renderValidation } = await import('../../core/manifest/render-validation.ts');
    const { diagnostics, ...report } = await validatePlugin({ directory }, platform);
    output.diagnostics(diagnostics);
    output.result(report, renderValidation({ ...report, diagnostics }));
  },
});

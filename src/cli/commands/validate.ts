import { defineCommand } from '../command.ts';

export const validateCommand = defineCommand({
  name: 'validate',
  summary: 'Check manifest, permissions, settings, files and code; the code is loaded in the sandbox.',
  flags: {
    fix: { type: 'boolean', summary: 'Add permissions to the manifest that the code needs, and remove those that it does not use.' },
  },
  examples: ['validate', 'validate --fix', 'validate --cwd plugins/weather --json'],
  async run({ directory, flags, platform, output }) {
    const { renderValidation } = await import('../../core/manifest/render-validation.ts');
    if (flags.fix === true) {
      const { fixPermissions } = await import('../../operations/fix-permissions.ts');
      const { renderChanges } = await import('../../core/permissions/render-changes.ts');
      const { diagnostics, ...report } = await fixPermissions({ directory }, platform);
      output.diagnostics(diagnostics);
      output.result(report, `${renderChanges(report.changes)}\n${renderValidation({ ...report, diagnostics })}`);
      return;
    }
    const { validatePlugin } = await import('../../operations/validate-plugin.ts');
    const { diagnostics, ...report } = await validatePlugin({ directory }, platform);
    output.diagnostics(diagnostics);
    output.result(report, renderValidation({ ...report, diagnostics }));
  },
});

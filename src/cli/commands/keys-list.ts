import { defineCommand } from '../command.ts';

export const keysListCommand = defineCommand({
  name: 'keys list',
  summary: 'List own, trusted and revoked keys.',
  examples: ['keys list', 'keys list --json'],
  async run({ platform, output }) {
    const { listKeys } = await import('../../operations/list-keys.ts');
    const { renderKeys } = await import('../../core/signing/render-keys.ts');
    const { diagnostics, ...report } = await listKeys(platform);
    output.diagnostics(diagnostics);
    output.result(report, renderKeys(report.keys));
  },
});

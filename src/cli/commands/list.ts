import { defineCommand } from '../command.ts';

export const listCommand = defineCommand({
  name: 'list',
  summary: 'List installed plugins and what they are granted.',
  flags: {
    to: { type: 'string', value: 'DIR', summary: 'The folder of all plugins (default: plugins).' },
    check: { type: 'boolean', summary: 'Hash every file and compare it with the signed list.' },
  },
  examples: ['list', 'list --to ./plugins --check --json'],
  async run({ flags, platform, output }) {
    const { listPlugins } = await import('../../operations/list-plugins.ts');
    const { renderList } = await import('../../core/registry/render-installed.ts');
    const { diagnostics, ...report } = await listPlugins(flags, platform);
    output.diagnostics(diagnostics);
    output.result(report, renderList(report.folder, report.plugins, output.paint));
  },
});

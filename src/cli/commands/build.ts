import { defineCommand } from '../command.ts';

export const buildCommand = defineCommand({
  name: 'build',
  summary: 'Bundle the plugin into dist/plugin.js.',
  examples: ['build', 'build --json'],
  async run({ directory, platform, output }) {
    const { buildPlugin } = await import('../../operations/build-plugin.ts');
    const { renderBuild } = await import('../../core/reference/render-build.ts');
    const { diagnostics, ...report } = await buildPlugin({ directory }, platform);
    output.diagnostics(diagnostics);
    output.result(report, renderBuild(report));
  },
});

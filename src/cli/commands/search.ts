import { defineCommand } from '../command.ts';

export const searchCommand = defineCommand({
  name: 'search',
  summary: 'Find plugins by words of their name, tags and description.',
  args: { words: { summary: 'Words that must all be found; without any, every plugin is listed.', variadic: true } },
  flags: {
    registry: { type: 'string', value: 'DIR|URL', summary: 'The registry: a folder or a file:// URL (default: PLEXI_REGISTRY, else your own).' },
  },
  examples: ['search weather', 'search weather forecast --json'],
  async run({ args, flags, platform, output }) {
    const { searchPlugins } = await import('../../operations/search-plugins.ts');
    const { renderHits } = await import('../../core/registry/render-registry.ts');
    const { diagnostics, ...report } = await searchPlugins({ words: args.words, registry: flags.registry }, platform);
    output.diagnostics(diagnostics);
    output.result(report, renderHits(report.plugins, output.paint));
  },
});

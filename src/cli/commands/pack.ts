import { defineCommand } from '../command.ts';

export const packCommand = defineCommand({
  name: 'pack',
  summary: 'Pack the plugin into one signed archive.',
  flags: {
    out: { type: 'string', short: 'o', value: 'FILE', summary: 'Archive to write (default: NAME-VERSION.plx beside the manifest).' },
    key: { type: 'string', value: 'NAME', summary: 'Key to sign with (default: PLEXI_SIGNING_KEY, or the only key of this machine).' },
    sign: { type: 'boolean', negatable: true, summary: 'Pack without a signature.' },
  },
  examples: ['pack', 'pack -o out/weather.plx --key release', 'pack --no-sign --json'],
  async run({ directory, flags, platform, output }) {
    const { packPlugin } = await import('../../operations/pack-plugin.ts');
    const { renderPacked } = await import('../../core/archive/render-packed.ts');
    const { diagnostics, ...report } = await packPlugin({ directory, ...flags }, platform);
    output.diagnostics(diagnostics);
    output.result(report, renderPacked(report));
  },
});

import { defineCommand } from '../command.ts';

export const installCommand = defineCommand({
  name: 'install',
  summary: 'Install a plugin: verify it, accept its signer and permissions, unpack it.',
  args: { plugin: { summary: 'NAME, NAME@VERSION or NAME@RANGE; the highest version that matches is taken.', required: true } },
  flags: {
    to: { type: 'string', value: 'DIR', summary: 'The folder of all plugins; this one goes to DIR/NAME (default: plugins).' },
    grant: { type: 'string', value: 'all|LIST', summary: 'The permissions to grant: "all", or names with commas between them.' },
    trust: { type: 'string', value: 'KEYID', summary: 'Trust this signer for this plugin.' },
    host: { type: 'string', value: 'VERSION', summary: 'Refuse what does not run on this version of the host.' },
    registry: { type: 'string', value: 'DIR|URL', summary: 'The registry: a folder or a file:// URL (default: PLEXI_REGISTRY, else your own).' },
  },
  examples: ['install weather', 'install "weather@^1.2" --to ./plugins --grant messages.read,messages.write'],
  async run({ args, flags, platform, output }) {
    const { installPlugin } = await import('../../operations/install-plugin.ts');
    const { renderInstall } = await import('../../core/registry/render-installed.ts');
    const { diagnostics, ...report } = await installPlugin({ spec: args.plugin, ...flags }, platform);
    output.diagnostics(diagnostics);
    output.result(report, renderInstall(report));
  },
});

import { EXTRA_TEMPLATES, TEMPLATE_KINDS, type ExtraTemplate } from '../../core/manifest/kinds.ts';
import { defineCommand } from '../command.ts';

export const initCommand = defineCommand({
  name: 'init',
  summary: 'Make a new plugin: complete, valid, with tests that pass.',
  args: { directory: { summary: 'Folder of the plugin; new or empty (default: the plugin’s name).' } },
  flags: {
    name: { type: 'string', value: 'NAME', summary: 'Name of the plugin (default: the name of the folder).' },
    kind: { type: 'string', value: 'KIND', choices: TEMPLATE_KINDS, summary: 'Kind of plugin (default: message-processor).' },
    template: { type: 'string', value: 'NAME', choices: Object.keys(EXTRA_TEMPLATES) as readonly ExtraTemplate[], summary: 'Another template than the one of the kind: kernel (a media processor with a WebAssembly module).' },
    description: { type: 'string', value: 'TEXT', summary: 'What it does, in one sentence.' },
    author: { type: 'string', value: 'TEXT', summary: 'Who makes it (default: as git knows you).' },
    license: { type: 'string', value: 'SPDX', choices: ['MIT', 'Apache-2.0', 'UNLICENSED'], summary: 'Licence (default: MIT).' },
    install: { type: 'boolean', negatable: true, summary: 'Do not run npm install; link this plexi-plugin instead.' },
  },
  examples: ['init weather', 'init weather --kind message-processor --name weather --yes --no-install', 'init brighter --template kernel'],
  async run({ args, flags, platform, output }) {
    const { initPlugin } = await import('../../operations/init-plugin.ts');
    const { diagnostics, ...report } = await initPlugin({ ...args, ...flags }, platform);
    output.diagnostics(diagnostics);
    output.result(report, `Created ${report.name} in ${report.directory}\n\nNext:\n${report.next.map((line) => `  ${line}`).join('\n')}`);
  },
});

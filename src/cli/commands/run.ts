import { escapeText } from '../../core/diagnostics/escape-text.ts';
import { defineCommand } from '../command.ts';

export const runCommand = defineCommand({
  name: 'run',
  summary: 'Run a command of a CLI plugin, or list its commands.',
  args: {
    plugin: { summary: 'A folder, a .plx file, or the name of an installed plugin.', required: true },
    command: { summary: 'The command and its arguments; --help lists them by category, --search WORD finds some.', variadic: true },
  },
  takesRest: true,
  flags: {
    grant: { type: 'string', value: 'all|LIST', summary: 'The permissions to grant: "all", or names with commas between them.' },
    data: { type: 'string', value: 'DIR', summary: 'Keep the plugin’s storage and settings there (default: nothing is kept).' },
    to: { type: 'string', value: 'DIR', summary: 'The folder of installed plugins (default: plugins).' },
    user: { type: 'string', value: 'NAME', summary: 'Who runs it (default: local).' },
    admin: { type: 'boolean', summary: 'Run it as an administrator.' },
    confirm: { type: 'boolean', summary: 'Say that a dangerous command is wanted.' },
  },
  examples: ['run . --help', 'run . --search backup', 'run . notes add "water the plants"', 'run --grant all notes-1.0.0.plx notes list'],
  async run({ args, flags, platform, output }) {
    const { runPluginCommand } = await import('../../operations/run-plugin-command.ts');
    const printed = { stdout: [] as string[], stderr: [] as string[] };
    const { diagnostics, text, ...report } = await runPluginCommand(
      {
        ...flags,
        plugin: args.plugin,
        words: args.command,
        paint: output.paint,
        onPrint: ({ stream, text: lines }) => {
          if (output.json) printed[stream].push(lines);
          else output.print(stream, lines);
        },
        onLog: ({ level, text: line }) => { if (level !== 'debug') output.print('stderr', `${level}: ${escapeText(line)}`); },
      },
      platform,
    );
    output.diagnostics(diagnostics);
    output.exit(report.exitCode);
    output.result({ ...report, ...(text === undefined ? printed : { text }) }, text ?? '');
  },
});

import { defineCommand } from '../command.ts';

export const quickstartCommand = defineCommand({
  name: 'quickstart',
  summary: 'Walk the whole road once: init, validate, test, pack, verify, publish, install.',
  args: { directory: { summary: 'Folder to keep everything in; new or empty (default: a temporary one).' } },
  examples: ['quickstart', 'quickstart ./try-plexi'],
  async run({ args, platform, output }) {
    const { runQuickstart } = await import('../../operations/run-quickstart.ts');
    const { renderQuickstartStep, renderQuickstart } = await import('../../core/reference/render-quickstart.ts');
    const report = await runQuickstart(
      {
        directory: args.directory,
        paint: output.paint,
        onStart: (command) => { output.note(output.paint.strong(`$ plexi-plugin ${command}`)); },
        onEnd: (text, durationMs) => { output.note(renderQuickstartStep(text, durationMs, output.paint)); },
      },
      platform,
    );
    output.result(report, renderQuickstart(report));
  },
});

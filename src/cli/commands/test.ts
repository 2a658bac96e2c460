import { renderCoverage } from '../../core/coverage/render-coverage.ts';
import { renderSuite, renderTotals } from '../../core/test-report/render-suite.ts';
import { defineCommand } from '../command.ts';

export const testCommand = defineCommand({
  name: 'test',
  summary: 'Test the plugin: the contract of its kind, its self-test, and its own test files.',
  flags: {
    packed: { type: 'string', value: 'FILE', summary: 'Test this packed plugin instead of the code in the folder.' },
    with: { type: 'string', value: 'FOLDERS', summary: 'Load these plugins too, with all they ask for: folders, with commas between them.' },
    watch: { type: 'boolean', short: 'w', summary: 'Test again after each change, until Ctrl-C.' },
    update: { type: 'boolean', short: 'u', summary: 'Write transcripts and snapshots anew where they differ.' },
    record: { type: 'boolean', summary: 'Let test files reach real servers, and record what they answer.' },
    seed: { type: 'string', value: 'N', summary: 'Repeat a run: the order of checks and the inputs made at random depend on it.' },
    fuzz: { type: 'string', value: 'N', summary: 'How many inputs to make at random (default: 30).' },
    coverage: { type: 'boolean', summary: 'Run everything once more, and count what of the plugin is reached.' },
    coverageDir: { type: 'string', value: 'DIR', summary: 'Count, and write lcov.info and coverage-final.json into this folder.' },
    coverageMin: { type: 'string', value: 'N', summary: 'Count, and fail when less than N percent of the statements are reached.' },
    html: { type: 'string', value: 'FILE', summary: 'Also write the results as one page for browsers, with what happened in each test.' },
    junit: { type: 'string', value: 'FILE', summary: 'Also write the results as JUnit XML.' },
  },
  examples: ['test', 'test --watch', 'test --fuzz 1000', 'test --coverage --coverage-min 80', 'test --html report.html --coverage', 'test --packed weather-1.0.0.plx', 'test --with ../maps', 'test --json --junit results.xml'],
  async run({ directory, flags, platform, output }) {
    const { testPlugin } = await import('../../operations/test-plugin.ts');
    const report = await testPlugin(
      {
        directory,
        ...flags,
        onSuite: (suite) => { output.note(renderSuite(suite, output.paint)); },
        onOutput: (text) => { output.note(text.replace(/\n$/, '')); },
        onRun: (diagnostics, run) => {
          output.diagnostics(diagnostics);
          if (run?.coverage !== undefined) output.note(renderCoverage(run.coverage, output.paint));
          if (run !== undefined) output.note(renderTotals(run, output.paint));
          if (flags.watch === true) output.note(output.paint.faint('waiting for changes; Ctrl-C ends\n'));
        },
      },
      platform,
    );
    output.result(report, '');
  },
});

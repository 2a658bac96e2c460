import { defineCommand } from '../command.ts';

export const explainCommand = defineCommand({
  name: 'explain',
  summary: 'Explain a problem code, such as PLX1101.',
  args: { code: { summary: 'The code, as a diagnostic prints it.', required: true } },
  examples: ['explain PLX0004'],
  async run({ args, output }) {
    const { explainProblem } = await import('../../operations/explain-problem.ts');
    const page = explainProblem(args.code);
    output.result(page, page.text);
  },
});

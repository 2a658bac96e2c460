import { CATALOG, type ProblemCode } from '../diagnostics/catalog.ts';
import type { Problem } from '../diagnostics/define-problems.ts';

/** Renders the page of a problem code, as Markdown. */
export function renderProblemPage(code: ProblemCode): string {
  const problem: Problem = CATALOG[code];
  return [
    `# ${code}`,
    `**${problem.severity}**: ${placeholders(problem.message)}`,
    `_Hint:_ ${placeholders(problem.hint)}`,
    '## What it means',
    problem.why,
    '## What to do',
    problem.fix,
    '',
  ].join('\n\n').trimEnd() + '\n';
}

function placeholders(text: string): string {
  return text.replace(/\{(\w+)\}/g, '‹$1›');
}

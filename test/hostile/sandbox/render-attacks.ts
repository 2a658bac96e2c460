import type { Verdict } from './attack-all.ts';
import type { Mode } from './modes.ts';

/** How one way of running plugins held under one version of Node.js. */
export interface Cell {
  readonly mode: Mode;
  readonly major: number;
  readonly verdict: Verdict;
}

const INTRODUCTION = `# Attacks

Written by \`npm run attacks\`. For each kind of attack, how many of how many came to nothing: the sandbox refused or stopped them as it should, the next event was
answered, an innocent plugin beside it answered before, meanwhile and afterwards, and no canary was heard: neither the environment, nor a file, a program, a
connection or a signal. The attacks are in \`test/hostile/sandbox/payloads\`; \`test/hostile/sandbox/attacks.test.ts\` repeats them.`;

/** Renders the page: a row for each kind of attack, a column for each way of running plugins under each version of Node.js. */
export function renderAttacks(cells: readonly Cell[]): string {
  const names = cells[0]?.verdict.classes.map(({ name }) => name) ?? [];
  const head = ['attacks', ...cells.map(({ mode, major }) => `${mode}, ${major}`)];
  const rows = names.map((name) => [name, ...cells.map(({ verdict }) => count(verdict, name))]);
  const lines = [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
  return `${INTRODUCTION}\n\n${lines.join('\n')}\n`;
}

function count({ classes }: Verdict, name: string): string {
  const outcomes = classes.find((each) => each.name === name)?.outcomes ?? [];
  return `${outcomes.filter(({ problem }) => problem === undefined).length} of ${outcomes.length}`;
}

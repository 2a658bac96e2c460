// Tries every attack in every way of running plugins, under each version of Node.js: `npm run attacks`. Writes docs/attacks.md.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildCode } from '../scripts/build.ts';
import { findProblems } from '../test/hostile/sandbox/attack-all.ts';
import { buildProgram, runProgram } from '../test/hostile/sandbox/build-program.ts';
import { MODES, type Mode } from '../test/hostile/sandbox/modes.ts';
import { renderAttacks, type Cell } from '../test/hostile/sandbox/render-attacks.ts';
import { findNode, NODE_VERSIONS } from '../test/helpers/find-node.ts';
import { ROOT } from './tools.ts';

await buildCode();
const program = await buildProgram();
const cells: Cell[] = [];
for (const mode of Object.keys(MODES) as Mode[]) {
  for (const major of NODE_VERSIONS) cells.push(await measureCell(mode, major));
}
await writeFile(join(ROOT, 'docs', 'attacks.md'), renderAttacks(cells));
process.exitCode = cells.every(({ verdict }) => findProblems(verdict).length === 0) ? 0 : 1;

async function measureCell(mode: Mode, major: number): Promise<Cell> {
  const node = findNode(major);
  if (node === undefined) throw new Error(`Node.js ${major} is not here: bash .ci/install-tools`);
  const since = performance.now();
  const verdict = await runProgram(node, program, mode, 'full');
  const problems = findProblems(verdict);
  const seconds = ((performance.now() - since) / 1000).toFixed(0);
  process.stdout.write(`${mode}, Node.js ${major}: ${problems.length} problems, ${seconds} s, the host held at most ${(verdict.memory / 1e6).toFixed(0)} MB more\n`);
  for (const problem of problems) process.stdout.write(`  ${problem}\n`);
  return { mode, major, verdict };
}

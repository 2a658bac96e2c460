import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import type { Verdict } from './attack-all.ts';
import type { Mode } from './modes.ts';
import type { Weight } from './payloads/all.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..', '..');
const LONGEST_REPORT = 64 * 1024 * 1024;

/** Bundles the attacks into one file that any Node.js runs. It is in this tree, where it finds what it is installed with. */
export async function buildProgram(): Promise<string> {
  const outfile = join(root, 'node_modules', '.cache', 'plexi-attacks', 'program.mjs');
  await build({ absWorkingDir: root, entryPoints: ['test/hostile/sandbox/attack-program.ts'], outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'error' });
  return outfile;
}

/** Attacks one engine under one Node.js. */
export async function runProgram(node: string, program: string, mode: Mode, weight: Weight): Promise<Verdict> {
  const { stdout } = await run(node, [program, mode, weight], { maxBuffer: LONGEST_REPORT });
  return JSON.parse(stdout) as Verdict;
}

// Attacks what reads hostile input with inputs made at random: `npm run fuzz -- channel --cases 200000 --seed 1`.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { buildCode } from '../../scripts/build.ts';
import { ROOT } from '../tools.ts';
import { runCases } from './run-cases.ts';
import type { Finding } from './target.ts';
import { TARGETS } from './targets.ts';
import type { Share } from './worker.ts';

/** How long a thread may be in one case. */
const PATIENCE_MS = 30_000;
const ROUND_MS = 1_000;
/** More than its cases need, and too little for one that leaks: then the thread ends. */
const HEAP_MIB = 384;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { cases: { type: 'string', default: '20000' }, seed: { type: 'string', default: String(Date.now() % 2 ** 31) }, replay: { type: 'string' } },
});
const target = TARGETS.find(({ name }) => name === positionals[0]);
if (target === undefined) {
  process.stderr.write(`usage: npm run fuzz -- TARGET [--cases N] [--seed N] [--replay SEED]; there are ${TARGETS.map(({ name }) => name).join(', ')}\n`);
  process.exit(2);
}

await buildCode();
const findings = values.replay === undefined ? await runAll(target.name, Number(values.cases), Number(values.seed)) : await runCases(target, [Number(values.replay)]);
for (const finding of findings.slice(0, 10)) process.stdout.write(`\n${renderFinding(finding)}\n`);
process.stdout.write(`${findings.length} findings\n`);
process.exitCode = findings.length === 0 ? 0 : 1;

/** Threads read no TypeScript. */
async function buildWorker(): Promise<string> {
  const outfile = join(ROOT, 'node_modules', '.cache', 'plexi-fuzz', 'worker.mjs');
  await build({ absWorkingDir: ROOT, entryPoints: ['bench/fuzz/worker.ts'], outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external', sourcemap: 'inline', logLevel: 'error' });
  return outfile;
}

async function runAll(name: string, cases: number, seed: number): Promise<readonly Finding[]> {
  const step = availableParallelism();
  process.stdout.write(`${name}: ${cases} cases, seed ${seed}, ${step} threads\n`);
  const file = await buildWorker();
  const since = performance.now();
  const found = await Promise.all(Array.from({ length: step }, (_, first) => runShare(file, { target: name, seed, cases, first, step, progress: new Int32Array(new SharedArrayBuffer(8)) })));
  const seconds = (performance.now() - since) / 1000;
  process.stdout.write(`${seconds.toFixed(0)} s, ${(cases / seconds).toFixed(0)} cases/s, at most ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB\n`);
  return found.flat();
}

function runShare(file: string, share: Share): Promise<readonly Finding[]> {
  return new Promise((resolve) => {
    const worker = new Worker(file, { execArgv: ['--enable-source-maps'], workerData: share, resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB } });
    const lose = (reason: string): void => {
      clearInterval(timer);
      void worker.terminate();
      resolve([{ target: share.target, seed: Atomics.load(share.progress, 1) >>> 0, reason }]);
    };
    const timer = watch(share.progress, () => { lose('it hung'); });
    worker.once('message', (findings: readonly Finding[]) => {
      clearInterval(timer);
      void worker.terminate();
      resolve(findings);
    });
    worker.once('error', (error) => { lose(error instanceof Error ? error.message : String(error)); });
  });
}

function watch(progress: Int32Array, onStill: () => void): NodeJS.Timeout {
  let last = 0;
  let stillMs = 0;
  return setInterval(() => {
    const begun = Atomics.load(progress, 0);
    stillMs = begun === last ? stillMs + ROUND_MS : 0;
    last = begun;
    if (stillMs >= PATIENCE_MS) onStill();
  }, ROUND_MS);
}

/** What a person needs to see it again, and the line that keeps it from coming back. */
function renderFinding({ target: name, seed, reason }: Finding): string {
  return [`npm run fuzz -- ${name} --replay ${seed}`, `  ${reason.split('\n').slice(0, 6).join('\n  ')}`, `  a line for bench/fuzz/seeds.txt: ${name} ${seed}`].join('\n');
}

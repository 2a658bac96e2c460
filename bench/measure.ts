import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One program to run, and what happens before each run without being measured. */
export interface Job {
  readonly command: readonly [program: string, ...args: string[]];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly prepare?: () => Promise<void>;
}

/** What one run took. CPU is that of the program and of everything it waited for. */
export interface Usage {
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
}

/** Two jobs, run in turns. */
export interface Pair {
  readonly ours: Usage;
  readonly reference: Usage;
  /** Medians over the pairs, so that what disturbs the machine disturbs both sides of one pair. */
  readonly ratio: { readonly cpu: number; readonly wall: number };
}

/** Runs two jobs in turns, each first as often as the other, and takes medians. */
export async function measurePairs(ours: Job, reference: Job, rounds: number): Promise<Pair> {
  const pairs: { readonly ours: Usage; readonly reference: Usage }[] = [];
  for (let round = -1; round < rounds; round++) {
    const first = round % 2 === 0 ? ours : reference;
    const a = await measure(first);
    const b = await measure(first === ours ? reference : ours);
    // The first round fills the caches of the disk.
    if (round >= 0) pairs.push(first === ours ? { ours: a, reference: b } : { ours: b, reference: a });
  }
  return {
    ours: medianUsage(pairs.map((pair) => pair.ours)),
    reference: medianUsage(pairs.map((pair) => pair.reference)),
    ratio: {
      cpu: median(pairs.map((pair) => pair.ours.cpuSeconds / pair.reference.cpuSeconds)),
      wall: median(pairs.map((pair) => pair.ours.wallSeconds / pair.reference.wallSeconds)),
    },
  };
}

// bash counts CPU time in milliseconds; Node.js does not say what a child took.
const TIMED = `TIMEFORMAT='%3R %3U %3S'; time "$@" >"$PLEXI_BENCH_OUTPUT" 2>&1`;

async function measure(job: Job): Promise<Usage> {
  await job.prepare?.();
  const folder = await mkdtemp(join(tmpdir(), 'plexi-bench-'));
  const output = join(folder, 'output');
  try {
    const { code, stderr } = await run(['bash', '-c', TIMED, 'bench', ...job.command], { ...job, env: { ...job.env, PLEXI_BENCH_OUTPUT: output } });
    if (code !== 0) throw new Error(`${job.command.join(' ')} ended with ${String(code)}:\n${await readFile(output, 'utf8')}`);
    const [wall = 0, user = 0, system = 0] = stderr.trim().split(/\s+/).map(Number);
    return { wallSeconds: wall, cpuSeconds: user + system };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The most memory that a Node.js program had at once, in bytes. */
export async function measurePeakMemory(job: Job): Promise<number> {
  await job.prepare?.();
  const folder = await mkdtemp(join(tmpdir(), 'plexi-bench-'));
  const report = join(folder, 'memory');
  try {
    const hook = `--import=${new URL('report-memory.mjs', import.meta.url).href}`;
    await run(job.command, { ...job, env: { ...job.env, NODE_OPTIONS: hook, PLEXI_BENCH_MEMORY: report } });
    return Number(await readFile(report, 'utf8')) * 1024;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(command: Job['command'], { cwd, env }: Job | Omit<Job, 'command'>): Promise<{ readonly code: number | null; readonly stderr: string }> {
  const [program, ...args] = command;
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  return { code, stderr };
}

function medianUsage(usages: readonly Usage[]): Usage {
  return { cpuSeconds: median(usages.map(({ cpuSeconds }) => cpuSeconds)), wallSeconds: median(usages.map(({ wallSeconds }) => wallSeconds)) };
}

/** The middle of numbers: half of them are less. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

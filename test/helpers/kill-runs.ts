import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { text } from 'node:stream/consumers';
import { CLI } from './run-cli.ts';

const PRELOAD = pathToFileURL(join(import.meta.dirname, 'kill-at-call.mjs')).href;

/** How a run that was to be killed ended. */
export interface KilledRun {
  /** `false` when the process ended before its last moment came. */
  readonly killed: boolean;
  readonly code: number | null;
  readonly stderr: string;
}

/** What runs, and where. */
export interface KillOptions {
  /** Default: the built command line. */
  readonly script?: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

const LONGEST_DELAY_MS = 6;

/**
 * Runs a program, and kills it with SIGKILL: right before its nth change of the file system, or, one time in
 * two, up to some milliseconds after it.
 */
export async function killAtCall(args: readonly string[], call: number, { script = CLI, cwd, env }: KillOptions): Promise<KilledRun> {
  const delay = Math.random() < 0.5 ? 0 : 1 + Math.random() * LONGEST_DELAY_MS;
  const child = spawn(process.execPath, ['--import', PRELOAD, script, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], ...env, PLEXI_TEST_KILL_AT: String(call), PLEXI_TEST_KILL_DELAY: String(delay) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [stderr, ended] = await Promise.all([
    text(child.stderr),
    new Promise<{ code: number | null; signal: string | null }>((resolve) => child.on('exit', (code, signal) => { resolve({ code, signal }); })),
  ]);
  return { killed: ended.signal === 'SIGKILL', code: ended.code, stderr };
}

/** How often a program changes the file system when nobody kills it. */
export async function countCalls(args: readonly string[], options: KillOptions): Promise<number> {
  const { code, stderr } = await killAtCall(args, 0, options);
  const calls = /^calls: (\d+)$/m.exec(stderr)?.[1];
  if (code !== 0 || calls === undefined) throw new Error(`the program failed with ${code}: ${stderr}`);
  return Number(calls);
}

/** How many moments each command is killed at; `PLEXI_KILLS=10000` tries every one. */
const KILLS = Number(process.env['PLEXI_KILLS'] ?? 50);

/** Random moments, spread over all calls: one in each of equal parts, or every one when there are fewer. */
export function chooseMoments(calls: number, kills = KILLS): readonly number[] {
  if (calls <= kills) return Array.from({ length: calls }, (_, index) => index + 1);
  return Array.from({ length: kills }, (_, index) => 1 + Math.floor(((index + Math.random()) * calls) / kills));
}

/** Runs one task per moment, two at a time. */
export async function forEachMoment(moments: readonly number[], task: (moment: number) => Promise<void>): Promise<void> {
  const left = [...moments];
  const work = async (): Promise<void> => {
    for (let moment = left.pop(); moment !== undefined; moment = left.pop()) await task(moment);
  };
  await Promise.all([work(), work()]);
}

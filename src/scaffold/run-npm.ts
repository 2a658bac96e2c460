import { spawn, type SpawnOptions } from 'node:child_process';
import { platform as systemName } from 'node:os';
import type { Platform } from '../platform/platform.ts';

/** How a run of npm ended. */
export interface NpmOutcome {
  readonly ok: boolean;
  /** npm's own code of the error, for example `E404`; empty when it gave none. */
  readonly code: string;
  /** The error in one line. */
  readonly reason: string;
}

/** Runs `npm install` in a folder, showing that it is at work. A failure of npm is an answer, not an exception. */
export async function installDependencies(directory: string, platform: Platform): Promise<NpmOutcome> {
  const step = platform.progress('Installing dependencies with npm');
  const started = Date.now();
  // npm does not say how far it is: half of what is left every four seconds.
  const timer = setInterval(() => {
    step.update(1 - 2 ** ((started - Date.now()) / 4_000));
  }, 200);
  try {
    return await runNpm(['install', '--no-audit', '--no-fund', '--loglevel=error', '--fetch-retries=1', '--fetch-retry-mintimeout=1000'], { cwd: directory, env: platform.env, signal: platform.signal });
  } finally {
    clearInterval(timer);
    step.end();
  }
}

function runNpm(args: readonly string[], options: Pick<SpawnOptions, 'cwd' | 'env' | 'signal'>): Promise<NpmOutcome> {
  return new Promise((resolve) => {
    // On Windows npm is a script, which only a shell starts.
    const child = spawn('npm', args, { ...options, shell: systemName() === 'win32', stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', (error) => {
      resolve({ ok: false, code: '', reason: error.message });
    });
    child.on('close', (status) => {
      resolve({ ok: status === 0, ...describeFailure(stderr) });
    });
  });
}

function describeFailure(stderr: string): Omit<NpmOutcome, 'ok'> {
  const lines = [...stderr.matchAll(/^npm (?:error|ERR!) (.+)$/gm)].map(([, line = '']) => line);
  const code = /^code (\S+)$/.exec(lines[0] ?? '')?.[1] ?? '';
  const reason = lines.find((line) => !/^(code|errno|syscall) /.test(line)) ?? 'npm gave no reason';
  return { code, reason };
}

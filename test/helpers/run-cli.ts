import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** What one run of the command line did. */
export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as the document of `--json`. */
  readonly json: CliDocument;
}

/** The document of `--json`. */
export interface CliDocument {
  readonly ok: boolean;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each command has its own result, and tests compare it with values
  readonly result: any;
  readonly diagnostics: readonly { readonly code: string; readonly message: string; readonly hint: string; readonly file?: string; readonly line?: number }[];
}

/** Where and how a test runs the command line. */
export interface CliOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The built command line, as users run it. */
export const CLI = join(import.meta.dirname, '../../dist/bin/plexi-plugin.cjs');

/** Runs the built command line without a terminal, in an environment without our own variables. */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PLEXI_|CI$|FORCE_COLOR|NO_COLOR|VITEST|NODE_)/.test(name));
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: options.cwd,
    env: { ...Object.fromEntries(inherited), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  return {
    code,
    stdout,
    stderr,
    get json() {
      return JSON.parse(stdout) as CliDocument;
    },
  };
}

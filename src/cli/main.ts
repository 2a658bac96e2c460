import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { createDiagnostic, fail, PlexiError } from '../core/diagnostics/plexi-error.ts';
import { createPlatform } from '../platform/create-platform.ts';
import { COMMANDS } from './command-index.generated.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import { createOutput, type FinishableOutput, type OutputStreams } from './output.ts';
import { parseCommandLine, type Answer, type Invocation } from './program.ts';

/**
 * Runs one command line to its end.
 *
 * @param argv - The words after `plexi-plugin`.
 * @returns The exit code; everything is printed.
 */
export async function main(argv: readonly string[]): Promise<number> {
  const interrupt = new AbortController();
  const onSignal = (): void => {
    // A second signal ends the process at once: a command that ignores the first must not hold the terminal.
    if (interrupt.signal.aborted) process.exit(EXIT.interrupted);
    interrupt.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  const parse = attempt(() => parseCommandLine(argv, COMMANDS));
  const output = createOutput(wantsJson(parse, argv), processStreams());
  try {
    await run(parse(), output, interrupt.signal);
  } catch (error) {
    if (!reportProblem(error, output, interrupt.signal)) return EXIT.bug;
  }
  output.finish();
  if (interrupt.signal.aborted) return EXIT.interrupted;
  return exitCodeOf(output.reported) || output.exitCode;
}

// A `--json` after the plugin of `run` is a flag of the plugin's.
function wantsJson(parse: () => Invocation | Answer, argv: readonly string[]): boolean {
  try {
    const parsed = parse();
    return !('text' in parsed) && parsed.json;
  } catch {
    return argv.includes('--json');
  }
}

function attempt<Result>(work: () => Result): () => Result {
  try {
    const result = work();
    return () => result;
  } catch (error) {
    return () => { throw error; };
  }
}

async function run(parsed: Invocation | Answer, output: FinishableOutput, signal: AbortSignal): Promise<void> {
  if ('text' in parsed) {
    process.stdout.write(parsed.text);
    return;
  }
  const platform = createPlatform({ yes: parsed.yes, signal });
  const directory = findDirectory(parsed, platform.cwd);
  const command = await parsed.command.load();
  await command.run({ directory, args: parsed.args, flags: parsed.flags, platform, output } as never);
}

function findDirectory(invocation: Invocation, cwd: string): string {
  const directory = resolve(cwd, invocation.cwd ?? '.');
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) fail('PLX0007', { directory });
  return directory;
}

/** Reports a known problem; prints anything else as a bug, with its stack, and answers `false`. */
function reportProblem(error: unknown, output: FinishableOutput, signal: AbortSignal): boolean {
  if (signal.aborted && !(error instanceof PlexiError)) {
    output.diagnostics([createDiagnostic('PLX0009', {})]);
    return true;
  }
  if (error instanceof PlexiError) {
    output.diagnostics(error.diagnostics);
    return true;
  }
  const problem = describeSystemError(error);
  if (problem !== undefined) {
    output.diagnostics([problem]);
    return true;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${stack}\n\nThis is a bug in plexi-plugin: please report it with the lines above.\n`);
  return false;
}

const REMEDIES: Readonly<Record<string, string>> = {
  EACCES: 'check the permissions of the folder, or choose another one',
  EPERM: 'check the permissions of the folder, or choose another one',
  EROFS: 'choose a folder on a file system that can be written',
  ENOSPC: 'free some space on the disk',
  EDQUOT: 'free some space in your quota',
  EMFILE: 'raise the limit of open files ("ulimit -n")',
  ENFILE: 'raise the limit of open files ("ulimit -n")',
  ENOENT: 'check that the path exists',
  ENOTDIR: 'check that every part of the path is a folder',
  EISDIR: 'name a file, not a folder',
  EEXIST: 'choose a path where nothing is yet',
  ENAMETOOLONG: 'choose a shorter path',
  EIO: 'check the disk',
  ELOOP: 'check the symbolic links in the path',
  EPIPE: 'check the program that reads the output',
};

function describeSystemError(error: unknown): ReturnType<typeof createDiagnostic> | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  const remedy = code === undefined ? undefined : REMEDIES[code];
  if (code === undefined || remedy === undefined) return undefined;
  return createDiagnostic('PLX0008', { action: syscall ?? 'use', path: path ?? 'a file', reason: code, remedy });
}

function processStreams(): OutputStreams {
  const { env, stdout, stderr } = process;
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';
  // https://no-color.org: any non-empty value turns colours off.
  const refused = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  const allowsColor = (stream: NodeJS.WriteStream): boolean => !refused && (forced || stream.isTTY);
  return { stdout, stderr, cwd: process.cwd(), color: allowsColor(stderr), textColor: allowsColor(stdout) };
}

import type { AbortSignalLike } from '../web/abort-controller.ts';
import type { CommandCall, CommandUser } from './cli-command.ts';

/** What a host gives to a command: values that it has checked. */
export interface CommandInput {
  readonly args: Readonly<Record<string, unknown>>;
  readonly flags: Readonly<Record<string, unknown>>;
  readonly user?: CommandUser;
  readonly signal: AbortSignalLike;
}

/** A line that a command prints, without its end. */
export interface CommandLine {
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/** What a command tells its host: lines, some at a time, and in the end its exit code. */
export type CommandOutput = readonly CommandLine[] | { readonly exitCode: number };

// One message may hold a megabyte, and a line may be long.
const MOST_LINES = 500;

/**
 * Runs a command and streams what it prints. Lines that wait go together: a way to the host and back costs more than many
 * of them.
 */
export async function* streamCommand(run: (call: CommandCall) => unknown, input: CommandInput, name: string): AsyncGenerator<CommandOutput> {
  const printer = createPrinter();
  const { print, printError } = printer;
  // Plain values: what they are was checked by the host, and the command's own types say it.
  const call = { ...input, print, printError } as CommandCall;
  let outcome: { readonly value: unknown } | { readonly error: unknown } | undefined;
  const settle = (ended: typeof outcome): void => {
    outcome = ended;
    printer.wake();
  };
  void Promise.resolve().then(() => run(call)).then((value) => { settle({ value }); }, (error: unknown) => { settle({ error }); });
  try {
    for (;;) {
      const lines = printer.take();
      if (lines.length > 0) yield lines;
      else if (outcome === undefined) await printer.wait();
      else break;
    }
  } finally {
    printer.close();
  }
  if ('error' in outcome) throw outcome.error;
  yield { exitCode: readExitCode(outcome.value, name) };
}

function readExitCode(value: unknown, name: string): number {
  if (value === undefined) return 0;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 255) return value;
  throw new TypeError(`the command "${name}" must return an exit code from 0 to 255, or nothing`);
}

interface Line {
  readonly output: CommandLine;
  readonly taken: () => void;
}

function createPrinter() {
  let waiting: Line[] = [];
  let handed: readonly Line[] = [];
  let isClosed = false;
  let wake: () => void = () => undefined;
  const add = (stream: 'stdout' | 'stderr', text: string): Promise<void> =>
    new Promise((taken) => {
      if (isClosed) {
        taken();
        return;
      }
      waiting.push({ output: { stream, text }, taken });
      wake();
    });
  const release = (lines: readonly Line[]): void => { for (const { taken } of lines) taken(); };
  return {
    print: (text: string) => add('stdout', text),
    printError: (text: string) => add('stderr', text),
    /** Whoever takes the next lines has dealt with the ones before. */
    take(): readonly CommandLine[] {
      release(handed);
      handed = waiting.slice(0, MOST_LINES);
      waiting = waiting.slice(MOST_LINES);
      return handed.map(({ output }) => output);
    },
    wait: () => new Promise<void>((resolve) => { wake = resolve; }),
    wake: () => { wake(); },
    /** Nobody reads any more: what is printed from now on goes nowhere. */
    close() {
      isClosed = true;
      release([...handed, ...waiting]);
    },
  };
}

import { createCliCommands, type CommandRequest } from '../host/extension-points/cli-commands.ts';
import type { Extensions } from '../host/extensions.ts';

/** What a command did. */
export interface CommandRun {
  readonly exitCode: number;
  /** The lines it printed. */
  readonly stdout: readonly string[];
  /** The lines it printed where errors go. */
  readonly stderr: readonly string[];
}

/** Runs a command of the plugin under test, by default as an administrator who has confirmed it. */
export async function runTestCommand(
  host: { readonly extensions: Extensions },
  line: string | readonly string[],
  who: Pick<CommandRequest, 'user' | 'isConfirmed'> = { user: { id: 'tester', isAdmin: true }, isConfirmed: true },
): Promise<CommandRun> {
  const words = typeof line === 'string' ? line.split(/\s+/).filter((word) => word !== '') : line;
  const printed = { stdout: [] as string[], stderr: [] as string[] };
  const exitCode = await createCliCommands(host).run({ ...who, words, onPrint: ({ stream, text }) => void printed[stream].push(text) });
  return { exitCode, ...printed };
}

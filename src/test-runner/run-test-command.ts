import type { CommandLine } from '../../sdk/kinds/cli-output.ts';
import { splitLine } from '../core/plugin-commands/split-line.ts';
import type { CliCommands, CommandRequest } from '../host/extension-points/cli-commands.ts';

/** What a command did. */
export interface CommandRun {
  readonly exitCode: number;
  /** The lines it printed. */
  readonly stdout: readonly string[];
  /** The lines it printed where errors go. */
  readonly stderr: readonly string[];
  /** Both, in the order in which they were printed. */
  readonly lines: readonly CommandLine[];
}

/** Runs a command of the plugin under test, by default as an administrator who has confirmed it. */
export async function runTestCommand(
  commands: CliCommands,
  line: string | readonly string[],
  who: Pick<CommandRequest, 'user' | 'isConfirmed'> = { user: { id: 'tester', isAdmin: true }, isConfirmed: true },
): Promise<CommandRun> {
  const words = typeof line === 'string' ? splitLine(line) : line;
  const lines: CommandLine[] = [];
  const exitCode = await commands.run({ ...who, words, onPrint: (printed) => void lines.push(printed) });
  const listTexts = (stream: CommandLine['stream']): readonly string[] => lines.filter((each) => each.stream === stream).map(({ text }) => text);
  return { exitCode, stdout: listTexts('stdout'), stderr: listTexts('stderr'), lines };
}

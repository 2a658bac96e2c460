import type { LiveTestHost } from '../live-test-host.ts';
import type { MessageEventParts } from '../message-event.ts';
import type { ContractContext } from './contract.ts';

/** What people write on an ordinary day. */
export const ORDINARY: readonly string[] = ['Good morning, everybody!', 'Is anybody there?'];

/** Arguments that people give to commands. */
const ARGUMENTS: readonly string[] = ['', ' help', ' @alice', ' Oslo', ' 42', ' one two three'];

/** The texts of an ordinary conversation with a plugin: small talk, and its commands with and without arguments. */
export function listConversation(commands: readonly string[]): readonly string[] {
  return [...ORDINARY, ...commands.flatMap((command) => ARGUMENTS.map((argument) => command + argument))];
}

/** Writes texts to a plugin: each by itself, and as the argument of each of its commands. */
export async function talk(host: LiveTestHost, { commands }: Pick<ContractContext, 'commands'>, texts: readonly (string | MessageEventParts)[]): Promise<void> {
  for (const text of texts) {
    const parts = typeof text === 'string' ? { content: text } : text;
    await host.receive(parts);
    for (const command of commands) await host.receive({ ...parts, content: `${command} ${parts.content ?? ''}` });
  }
}

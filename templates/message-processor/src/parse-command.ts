/** What somebody asks the plugin to do. */
export type Command = { readonly type: 'thank'; readonly person: string } | { readonly type: 'list' };

const LONGEST_NAME = 64;

/**
 * Understands a message.
 *
 * @param content - The text of the message.
 * @param word - The word that the plugin listens to, without the exclamation mark.
 * @returns The command, or `undefined` when the message is not for this plugin.
 */
export function parseCommand(content: string, word: string): Command | undefined {
  const [first, second] = content.trim().split(/\s+/);
  if (first !== `!${word}`) return undefined;
  const person = second?.replace(/^@/, '').replace(/[.,!:]+$/, '');
  if (person === undefined || person === '') return { type: 'list' };
  return person.length > LONGEST_NAME ? undefined : { type: 'thank', person };
}

import type { PluginSettings } from 'plexi-plugin/sdk';

/** What the rules look at. */
export type Rules = Pick<PluginSettings, 'blocked_words' | 'block_links' | 'messages_per_minute'>;

/**
 * Holds a message against the rules.
 *
 * @param content - What somebody wrote.
 * @param recent - How many messages they have written in the last minute, this one counted.
 * @returns The rule that it breaks, as a person reads it.
 */
export function findBrokenRule(content: string, recent: number, { blocked_words, block_links, messages_per_minute }: Rules): string | undefined {
  const words = new Set(content.toLowerCase().match(/[\p{L}\p{N}-]+/gu));
  if (blocked_words.some((word) => words.has(word))) return 'that word is not welcome here';
  if (block_links && /\bhttps?:\/\//i.test(content)) return 'links are not allowed here';
  return recent > messages_per_minute ? 'that was a bit too fast' : undefined;
}

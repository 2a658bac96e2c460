import type { ChatMessage } from 'plexi-plugin/sdk';

/**
 * Finds an answer to a conversation.
 *
 * @param messages - The conversation, oldest first.
 * @param name - What the model calls itself.
 */
export function answer(messages: readonly ChatMessage[], name: string): string {
  const last = messages.findLast(({ role }) => role === 'user')?.content.trim() ?? '';
  if (last === '' || /^(hello|hi|good (morning|evening))\b/i.test(last)) return `Hello, I am ${name}. What shall we talk about?`;
  if (last.endsWith('?')) return 'That is a good question. What do you think yourself?';
  return `Tell me more about ${last.replace(/[.!]+$/, '')}.`;
}

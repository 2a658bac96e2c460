import type { ChatRequest } from '../extension-points/providers.ts';

/**
 * Tells questions apart by what they ask: the last message or an instruction (a message of the role `system`) contains
 * the text, or matches the pattern. What was said between them does not count. A function sees the whole question.
 */
export type PromptPattern = string | RegExp | ((request: ChatRequest) => boolean);

/** Whether a question is one that a pattern speaks of. */
export function fitsPrompt(request: ChatRequest, pattern: PromptPattern): boolean {
  if (typeof pattern === 'function') return pattern(request);
  const { messages } = request;
  const asked = messages.filter(({ role }, at) => role === 'system' || at === messages.length - 1);
  // "search" starts at the beginning whatever the flags of the pattern are.
  return asked.some(({ content }) => (typeof pattern === 'string' ? content.includes(pattern) : content.search(pattern) >= 0));
}

/** What a question asks last. */
export function readPrompt({ messages }: ChatRequest): string {
  return messages.at(-1)?.content ?? '';
}

import type { ChatRequest } from '../host/extension-points/providers.ts';
import { quote } from './list-activity.ts';

/** What a model was asked, for a person whose test has failed: of each question its options, its instructions, and what it asks last. */
export function listQuestions(requests: readonly ChatRequest[]): string {
  if (requests.length === 0) return 'it asked the model nothing';
  const questions = requests.flatMap((request, index) => listQuestion(request).map((line, at) => `${at === 0 ? `  ${index + 1}. ` : '     '}${line}`));
  return [`it asked the model ${requests.length === 1 ? 'one question' : `${requests.length} questions`}:`, ...questions].join('\n');
}

function listQuestion({ messages, ...options }: ChatRequest): readonly string[] {
  const last = messages.length - 1;
  const shown = messages.filter(({ role }, at) => role === 'system' || at === last).map(({ role, content }) => `${role}: ${quote(content)}`);
  const before = messages.length - shown.length;
  const told = Object.entries(options).filter(([name]) => name !== 'signal').map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return [told.join(', '), ...shown.slice(0, -1), ...(before > 0 ? [`… ${before} more`] : []), ...shown.slice(-1)];
}

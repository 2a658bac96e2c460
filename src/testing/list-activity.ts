import type { LiveTestHost } from '../test-runner/live-test-host.ts';

const LONGEST_TEXT = 200;

/** What a plugin did in its host, for a person whose test has failed: messages, refusals, and complaints in the log. */
export function listActivity(host: LiveTestHost): string {
  const messages = host.sentMessages.map(({ channelId, content }, index) => `  ${index + 1}. in ${channelId}: ${quote(content)}`);
  const denials = host.denials.map(({ method, permission }) => `  ${method}, which needs ${permission}`);
  const complaints = host.logs.filter(({ level }) => level === 'error' || level === 'warn').map(({ level, text }) => `  ${level} ${quote(text)}`);
  return [
    messages.length === 0 ? 'it sent no message' : `it sent ${messages.length === 1 ? 'one message' : `${messages.length} messages`}:`,
    ...messages,
    ...(denials.length === 0 ? [] : ['it was refused:', ...denials]),
    ...(complaints.length === 0 ? [] : ['it logged:', ...complaints]),
  ].join('\n');
}

/** A text for a person, not longer than they will read. */
export function quote(text: string): string {
  return JSON.stringify(text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text);
}

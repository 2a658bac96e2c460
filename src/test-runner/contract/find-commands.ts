import type { JsonValue } from '../../../sdk/runtime-interface.ts';

const MOST_COMMANDS = 8;

/**
 * Finds words that a plugin seems to react to, so that its contract is tried on more than silence: texts in its code
 * that begin as commands do (`"!weather"`), and short words in its settings (`thanks`, tried as `!thanks`).
 */
export function findCommands(code: string, settings: Readonly<Record<string, JsonValue>>): readonly string[] {
  const written = [...code.matchAll(/(["'`])([!/][a-z][\w-]{0,30})(?: [^"'`\n]*)?\1/gi)].map(([, , command = '']) => command);
  const chosen = Object.values(settings).flatMap((value) => (typeof value === 'string' && /^[a-z][\w-]{1,30}$/i.test(value) ? [`!${value}`] : []));
  return [...new Set([...chosen, ...written])].slice(0, MOST_COMMANDS);
}

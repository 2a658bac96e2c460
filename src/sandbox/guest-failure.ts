import { parseGuestJson } from '../core/json/parse-guest-json.ts';
import { LONGEST_STACK, LONGEST_TEXT } from './text-limits.ts';
import { adviseGlobal } from './missing-globals.ts';

/** A failure inside the plugin, as the guest describes it. Every text is the plugin's. */
export interface GuestFailure {
  readonly name: string;
  readonly message: string;
  readonly code: string;
  readonly stack: string;
  /** When it may be tried again: milliseconds from now. */
  readonly retryAfterMs?: number;
}

/** A failure of which only this is known. */
export function createFailure(message: string, stack = ''): GuestFailure {
  return { name: '', message: message.slice(0, LONGEST_TEXT), code: '', stack: stack.slice(0, LONGEST_STACK) };
}

/** Reads a failure that the guest described; what is missing or of another type is empty. */
export function parseFailure(text: string): GuestFailure {
  const json = parseGuestJson(text);
  const given = 'value' in json ? json.value : null;
  const find = (key: string): unknown =>
    (typeof given === 'object' && given !== null && Object.hasOwn(given, key) ? (given as Readonly<Record<string, unknown>>)[key] : undefined);
  const read = (key: string): string => {
    const value = find(key);
    return typeof value === 'string' ? value : '';
  };
  const retryAfterMs = find('retryAfterMs');
  const isTime = typeof retryAfterMs === 'number' && Number.isFinite(retryAfterMs) && retryAfterMs >= 0;
  return { name: read('name'), message: read('message'), code: read('code'), stack: read('stack'), ...(isTime && { retryAfterMs }) };
}

/** One line about a failure: its name and the first line of its message. */
export function formatFailure({ name, message }: GuestFailure): string {
  const [line = ''] = message.split('\n', 1);
  return [name, line, adviseGlobal(name, line)].filter((part) => part !== '').join(': ') || 'no reason was given';
}

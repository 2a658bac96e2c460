import type { SandboxEntry } from './engine.ts';
import { parseGuestJson } from './parse-guest-json.ts';

const MOST_ENTRIES = 100;
const MOST_HOOKS = 1_000;
const LONGEST_NAME = 300;

/**
 * Reads what a bundle registered.
 *
 * @returns The entries, or why they cannot be used.
 */
export function parseEntries(text: string): readonly SandboxEntry[] | string {
  if (text === '') return 'it never called "register"';
  const json = parseGuestJson(text);
  if ('refused' in json) return json.refused;
  const { value } = json;
  if (!Array.isArray(value) || value.length === 0) return 'it registered none';
  if (value.length > MOST_ENTRIES) return `it registered more than ${MOST_ENTRIES}`;
  const entries: readonly unknown[] = value;
  if (!entries.every(isEntry)) return 'one has no entry, kind and hooks, or one of them is too long';
  const names = new Set(entries.map(({ entry }) => entry));
  return names.size === entries.length ? entries : 'one is registered twice';
}

function isEntry(value: unknown): value is SandboxEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { entry, kind, hooks } = value as Readonly<Record<string, unknown>>;
  return isName(entry) && isName(kind) && Array.isArray(hooks) && hooks.length <= MOST_HOOKS && hooks.every(isName);
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_NAME;
}
